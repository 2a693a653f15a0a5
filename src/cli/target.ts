import type { Client } from '../client/client.ts'
import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { ListedWorker } from '../core/listed.ts'
import { isRunWord, selectRun } from '../core/select.ts'

/** What a word on a command line means: one run, or a worker. */
export type Target =
  | { readonly kind: 'run'; readonly run: RunId }
  | { readonly kind: 'worker'; readonly worker: ListedWorker }

/** More runs than two with the same beginning say nothing more. */
const enoughRuns = 2

/** The run whose id begins with a word, or the one worker that it names. */
export async function findTarget({ ask }: Pick<Client, 'ask'>, word: string): Promise<Target> {
  if (isRunWord(word)) {
    const { runs } = await ask('runs', { begins: word, limit: enoughRuns })
    return { kind: 'run', run: selectRun(word, runs).id }
  }
  const { workers } = await ask('list', { words: [word] })
  const [worker] = workers
  if (worker && workers.length === 1) return { kind: 'worker', worker }
  const hint = `write one of ${workers.map(({ name }) => name).join(', ')}`
  throw new Fault({ code: 'usage', message: `${word} is ${workers.length} workers, and one is looked at`, hint })
}

/** The run that a word means: itself, or the current or last one of a worker. */
export async function findTargetRun(client: Pick<Client, 'ask'>, word: string): Promise<RunId> {
  const target = await findTarget(client, word)
  if (target.kind === 'run') return target.run
  const { name, run } = target.worker
  if (run) return run.id
  throw new Fault({ code: 'not-found', message: `${name} has no run yet`, hint: `start it: skep start ${name}` })
}

/** What is said of a word where nothing is known of the project at all. */
export function nothingKnown(word: string): Fault {
  const what = isRunWord(word) ? 'run' : 'worker'
  const hint = 'nothing has run in this project yet: skep up or skep run -- COMMAND starts something'
  return new Fault({ code: 'not-found', message: `there is no ${what} ${word}`, hint })
}
