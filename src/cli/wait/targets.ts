import type { Client } from '../../client/client.ts'
import type { WaitTarget } from '../../client/wait/order.ts'
import { Fault } from '../../core/fault.ts'
import type { RunRecord } from '../../core/record.ts'
import { isRunWord, selectRun, selectWorkers } from '../../core/select.ts'

/** What words on a command line mean: workers by name, id or glob, and runs by id; each once. */
export async function findTargets(client: Client, words: readonly string[]): Promise<readonly WaitTarget[]> {
  const { workers, runs } = await client.ask('subscribe', {})
  const runWords = words.filter(isRunWord)
  const names = words.filter(word => !isRunWord(word))
  const chosen = selectWorkers(names, { workers }).map(({ id }): WaitTarget => ({ kind: 'worker', worker: id }))
  const named = new Map<RunRecord['id'], WaitTarget>()
  for (const word of runWords) {
    const { id, worker } = await findRun(client, word, runs)
    named.set(id, { kind: 'run', worker, run: id })
  }
  return [...chosen, ...named.values()]
}

const pageRuns = 256

/** Among the present runs, else among all that are kept. */
async function findRun(client: Client, word: string, present: readonly RunRecord[]): Promise<RunRecord> {
  const near = present.find(({ id }) => id === word)
  if (near) return near
  const found: RunRecord[] = []
  for (let before: RunRecord['id'] | undefined; ; ) {
    const { runs } = await client.ask('runs', { limit: pageRuns, ...(before && { before }) })
    found.push(...runs.filter(({ id }) => id.startsWith(word)))
    before = runs.at(-1)?.id
    if (runs.length < pageRuns || !before) return selectRun(word, found)
  }
}

/** What is said where nothing is known of the project at all. */
export function nothingKnown([word = '']: readonly string[]): Fault {
  const what = isRunWord(word) ? 'run' : 'worker'
  const hint = 'nothing has run in this project yet: skep up or skep run -- COMMAND starts something'
  return new Fault({ code: 'not-found', message: `there is no ${what} ${word}`, hint })
}
