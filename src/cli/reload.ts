import type { Client } from '../client/client.ts'
import { reload as bringTo } from '../client/reload.ts'
import { describeChange, describeChanges, isForNextRun } from '../core/difference.ts'
import { Fault } from '../core/fault.ts'
import type { WorkerSpec } from '../core/spec.ts'
import { describeWhy } from '../core/why.ts'
import type { Reloaded, ReloadedHow } from '../protocol/verbs/reload.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { afterGraceMs } from './ending.ts'
import { writeJson } from './json.ts'
import { type ConfigOptions, loadConfig } from './project.ts'
import { renderBegan, toBeganDocument } from './start.ts'
import { type Began, startWithinMs, untilBegan } from './starting.ts'
import { renderVerdict, toVerdictFacts } from './verdicts.ts'
import { openWatching } from './watching.ts'

export type ReloadOptions = ConfigOptions & { readonly dryRun?: true; readonly json?: true }

/** What became of a worker, and of one that was started or restarted how that began. */
type Row = { readonly reloaded: Reloaded; readonly began: Began | undefined }

/** Reads the file again and brings what runs to it; says of each worker what was done, and why. */
export async function reload({ options }: Given<ReloadOptions>, doors: Doors): Promise<number> {
  const { dryRun = false, json = false } = options
  const project = await loadConfig(options, doors)
  const opened = await doors.findProject(project, 'running')
  if (!opened) throw nothingRuns()
  try {
    const rows = await bringAll(opened.client, project.workers, dryRun)
    if (json) writeJson(doors, { dryRun, workers: rows.map(toDocument) })
    else doors.stdout.write(renderRows(rows, dryRun))
    return rows.every(isWhole) ? 0 : 1
  } finally {
    await opened.close()
  }
}

function nothingRuns(): Fault {
  const message = 'nothing runs in this project that could be brought to the file'
  return new Fault({ code: 'not-running', message, hint: 'start what the file wants: skep up -d' })
}

async function bringAll(client: Client, specs: readonly WorkerSpec[], dryRun: boolean): Promise<readonly Row[]> {
  const watching = await openWatching(client)
  const graces = Array.from(watching.picture.workers.values(), ({ spec }) => spec.stop.graceMs)
  const reloaded = await bringTo(client, { specs, dryRun })
  const starting = reloaded.flatMap(({ how, acknowledged }) => (starts.has(how) ? (acknowledged ?? []) : []))
  const began = await untilBegan(watching, starting, Math.max(0, ...graces) + afterGraceMs + startWithinMs)
  watching.close()
  return reloaded.map(one => ({
    reloaded: one,
    began: began.find(({ acknowledged }) => acknowledged === one.acknowledged),
  }))
}

const starts: ReadonlySet<ReloadedHow> = new Set(['started', 'restarted'])

function renderRows(rows: readonly Row[], dryRun: boolean): string {
  const same = rows.filter(({ reloaded }) => reloaded.how === 'unchanged').map(({ reloaded }) => reloaded.name)
  if (same.length === rows.length) return `nothing has changed: ${countOf(rows)} as the file says\n`
  const lines = rows.filter(({ reloaded }) => reloaded.how !== 'unchanged').map(row => renderRow(row, dryRun))
  return [...lines, ...(same.length > 0 ? [`unchanged: ${same.join(', ')}\n`] : [])].join('')
}

function countOf({ length }: readonly Row[]): string {
  return length === 1 ? '1 worker is' : `${length} workers are`
}

function renderRow({ reloaded, began }: Row, dryRun: boolean): string {
  const { name, how, changes, stopped } = reloaded
  if (stopped?.verdict) return renderVerdict(name, stopped.verdict).replace('\n', `: ${notNamed}\n`)
  const why = changes.length > 0 ? `${describeChanges(changes)} changed` : reasons[how]
  return `${name}: ${dryRun ? foreseen[how] : how}: ${why}${renderRest(reloaded, began)}\n`
}

const notNamed = 'the file no longer names it'

const reasons: Readonly<Record<ReloadedHow, string>> = {
  unchanged: 'as the file says',
  updated: 'as the file says now',
  restarted: 'as the file says now',
  started: 'new in the file',
  added: 'new in the file, to be started by hand',
  stopped: notNamed,
  removed: notNamed,
}

const foreseen: Readonly<Record<ReloadedHow, string>> = {
  unchanged: 'would stay',
  updated: 'would be updated',
  restarted: 'would be restarted',
  started: 'would be started',
  added: 'would be added',
  stopped: 'would be stopped',
  removed: 'would be removed',
}

function renderRest({ how, changes }: Reloaded, began: Began | undefined): string {
  const later = changes.filter(isForNextRun)
  if (how === 'updated') return later.length > 0 ? ` (${describeChanges(later)} from its next run on)` : ''
  if (!began) return ''
  const { standing, worker, run } = began
  if (worker?.state.status === 'scheduled') return `; ${describeWhy({ worker, run }, Date.now())}`
  if (standing === 'up') return ''
  if (standing === 'done') return ', and completed'
  return run?.state.status === 'running' ? ', and is not ready yet' : `; ${renderBegan(began, how)}`
}

function toDocument({ reloaded, began }: Row): Readonly<Record<string, unknown>> {
  const { name, how, changes, acknowledged, stopped } = reloaded
  const { ref, status, changed, eventId } = acknowledged ?? {}
  const ended = stopped?.verdict && { run: stopped.run, ...toVerdictFacts(stopped.verdict) }
  const stand = began ? toBeganDocument(began) : { worker: name, ref, status, changed, eventId }
  return { ...stand, how, changes: changes.map(describeChange), ended }
}

function isWhole({ reloaded, began }: Row): boolean {
  return began?.standing !== 'failed' && (reloaded.stopped?.verdict?.survivors ?? []).length === 0
}
