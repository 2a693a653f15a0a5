import type { Client } from '../../client/client.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import { isRunWord, selectRun } from '../../core/select.ts'
import type { SearchOptions } from './options.ts'

/** What the runtime answers at most at once. */
const pageRuns = 256

/** The runs that are asked for, the newest first; those that ended before anything that is wanted are left out. */
export async function* searchedRuns(client: Client, options: SearchOptions): AsyncGenerator<RunRecord> {
  const { since = Number.NEGATIVE_INFINITY } = options
  const chosen = await toChoice(client, options.runs)
  for await (const run of runsOfAll(client, options)) {
    if ((run.endedAtMs ?? Number.POSITIVE_INFINITY) < since) continue
    if (!chosen || chosen.runs.has(run.id) || chosen.workers.has(run.worker)) yield run
  }
}

type Choice = { readonly workers: ReadonlySet<WorkerId>; readonly runs: ReadonlySet<RunId> }

/** What words mean: single runs, and all runs of workers. */
async function toChoice({ ask }: Client, words: readonly string[] | undefined): Promise<Choice | undefined> {
  if (!words) return undefined
  const names = words.filter(word => !isRunWord(word))
  const workers = names.length > 0 ? (await ask('list', { words: names })).workers : []
  const runs = await Promise.all(
    // Two say already that it could be several.
    words.filter(isRunWord).map(async word => selectRun(word, (await ask('runs', { begins: word, limit: 2 })).runs)),
  )
  return { workers: new Set(workers.map(({ id }) => id)), runs: new Set(runs.map(({ id }) => id)) }
}

async function* runsOfAll({ ask }: Client, { outcome: statuses }: SearchOptions): AsyncGenerator<RunRecord> {
  for (let before: RunId | undefined; ; ) {
    const { runs } = await ask('runs', { limit: pageRuns, ...(statuses && { statuses }), ...(before && { before }) })
    yield* runs
    before = runs.at(-1)?.id
    if (runs.length < pageRuns) return
  }
}
