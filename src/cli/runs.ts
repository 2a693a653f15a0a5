import type { Client } from '../client/client.ts'
import { readClocks } from '../client/clocks.ts'
import { measureOutput } from '../client/line-reader.ts'
import { readNames } from '../client/listing.ts'
import { toFineTime } from '../core/figures.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import type { EndedStatus } from '../core/outcome.ts'
import { type RunRecord, wordOfRun } from '../core/record.ts'
import { type Clocks, uptimeMs } from '../core/uptime.ts'
import { toLocalTime } from './clock.ts'
import type { Given } from './command.ts'
import type { Document } from './documents/document.ts'
import { toRunDocument } from './documents/run.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { statusOfRun } from './status.ts'
import { type Cell, type Column, renderTable, widthOf } from './table.ts'
import { openPaint, toneOfWord } from './tones.ts'

export type RunsOptions = {
  readonly outcome?: readonly EndedStatus[]
  readonly since?: number
  readonly lines: number
  readonly json?: true
}

/** What the runtime answers at most at once. */
const pageRuns = 256

/** Lists runs, the newest first: of all workers, or of those that are named. */
export async function runs(given: Given<RunsOptions>, doors: Doors): Promise<number> {
  const exitCode = await withFound(doors, 'known', client => listRuns(client, given, doors))
  if (exitCode !== undefined) return exitCode
  if (given.options.json) writeJson(doors, { runs: [] })
  doors.stderr.write('skep: nothing has run in this project yet\n')
  return 0
}

async function listRuns(client: Client, { words, options }: Given<RunsOptions>, doors: Doors): Promise<number> {
  const chosen = words.length > 0 ? (await client.ask('list', { words })).workers.map(({ id }) => id) : [undefined]
  const pages = await Promise.all(chosen.map(worker => readRuns(client, worker, options)))
  const found = pages.flat().sort((one, other) => other.queuedAtMs - one.queuedAtMs)
  const shown: Shown = { runs: found.slice(0, options.lines), names: await readNames(client) }
  if (options.json) writeJson(doors, { runs: await toDocuments(shown, client) })
  else if (shown.runs.length > 0) doors.stdout.write(`${toLines(shown, doors).join('\n')}\n`)
  else doors.stderr.write('skep: no run is like that\n')
  return 0
}

type Shown = { readonly runs: readonly RunRecord[]; readonly names: ReadonlyMap<WorkerId, string> }

async function readRuns(
  { ask }: Client,
  worker: WorkerId | undefined,
  { outcome, since, lines }: RunsOptions,
): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = []
  const asked = {
    ...(worker === undefined ? {} : { worker }),
    ...(outcome === undefined ? {} : { statuses: outcome }),
    ...(since === undefined ? {} : { sinceMs: since }),
  }
  while (found.length < lines) {
    const before = found.at(-1)?.id
    const limit = Math.min(pageRuns, lines - found.length)
    const page = await ask('runs', { ...asked, ...(before === undefined ? {} : { before }), limit })
    found.push(...page.runs)
    if (page.runs.length < limit) break
  }
  return found
}

async function toDocuments({ runs: all, names }: Shown, client: Client): Promise<readonly Document[]> {
  const clocks = readClocks()
  const documents: Document[] = []
  for (const run of all) {
    const output = await measureOutput(client.output(run.id))
    documents.push(toRunDocument({ run, name: names.get(run.worker), output, usage: undefined, clocks }))
  }
  return documents
}

const columns: readonly Column[] = [
  { title: 'RUN' },
  { title: 'WORKER' },
  { title: 'OUTCOME' },
  { title: 'STARTED' },
  { title: 'TOOK', align: 'right' },
  { title: 'ATTEMPT', align: 'right' },
  { title: 'BY' },
]

function toLines({ runs: all, names }: Shown, doors: Doors): readonly string[] {
  const look = { paint: openPaint(doors), columns: widthOf(doors.stdout) }
  const clocks = readClocks()
  const toId = doors.stdout.isTTY ? shortRun : (run: RunId): string => run
  return renderTable(
    columns,
    all.map(run => toRow(run, { id: toId(run.id), name: names.get(run.worker) ?? '-', clocks })),
    look,
  )
}

/** The time of a run's start to the millisecond, and enough behind it that two of the same are told apart. */
const shownIdLength = 'run_'.length + 16

function shortRun(run: RunId): string {
  return run.slice(0, shownIdLength)
}

type Place = { readonly id: string; readonly name: string; readonly clocks: Clocks }

function toRow(run: RunRecord, { id, name, clocks }: Place): readonly Cell[] {
  const wallMs = uptimeMs(run, clocks)
  return [
    { text: id, tone: 'faint' },
    { text: name, tone: 'strong' },
    { text: statusOfRun(run), tone: toneOfWord(wordOfRun(run)) },
    { text: toLocalTime(run.startedAtMs ?? run.queuedAtMs, clocks.nowMs) },
    wallMs === undefined ? { text: '-', tone: 'faint' } : { text: toFineTime(wallMs) },
    { text: String(run.attempt) },
    { text: run.actor },
  ]
}
