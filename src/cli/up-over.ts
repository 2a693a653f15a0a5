import { byName, isStuck } from '../core/needs.ts'
import { exitCodeOf } from '../core/outcome.ts'
import type { Picture } from '../core/picture.ts'
import { isOnItsWay, type RunRecord, type WorkerRecord, wordOfWorker } from '../core/record.ts'
import type { UpOrder } from './up-order.ts'

/** What a stream of output waits for: by default until nothing runs any more or a service failed for good. */
export type Until = Pick<UpOrder, 'wanted'> & {
  /** `all` or `any` of them, or the one of this name; undefined is the default. */
  readonly until: string | undefined
}

/** Whether there is nothing more to wait for. */
export function isUpOver(picture: Picture, { wanted, until }: Until): boolean {
  const workers = named(picture, wanted)
  if (until === 'any') return workers.some(isAtRest(picture))
  if (until !== undefined && until !== 'all') return named(picture, [until]).every(isAtRest(picture))
  if (workers.every(isAtRest(picture)) || workers.some(worker => endsUp(picture, worker))) return true
  return until === undefined && workers.some(worker => worker.spec.kind === 'service' && hasFailed(picture, worker))
}

/** The code of the worker that was waited for, else 1 when one has failed for good. */
export function exitCodeOfUp(picture: Picture, { wanted, until }: Until): number {
  const [awaited] = until === undefined || until === 'all' || until === 'any' ? [] : named(picture, [until])
  const run = awaited && runOf(picture, awaited)
  if (run && 'outcome' in run.state) return exitCodeOf(run.state.outcome)
  return named(picture, wanted).some(worker => hasFailed(picture, worker)) ? 1 : 0
}

/** Whether the end of a worker is the end of all, as its `exit_on` says. */
function endsUp(picture: Picture, worker: WorkerRecord): boolean {
  const { exitOn } = worker.spec
  if (exitOn === undefined || worker.run === undefined || !isAtRest(picture)(worker)) return false
  return exitOn === 'end' || hasFailed(picture, worker)
}

function named({ workers }: Picture, names: readonly string[]): readonly WorkerRecord[] {
  return [...workers.values()].filter(({ spec }) => names.includes(spec.name))
}

/** Whether nothing more comes of a worker by itself, as of one that waits for what has failed. */
function isAtRest(picture: Picture): (worker: WorkerRecord) => boolean {
  const names = byName(picture)
  return worker => !isOnItsWay(worker) || isStuck(worker, names, picture)
}

const failedWords: ReadonlySet<string> = new Set(['failed', 'killed', 'timed-out', 'gave-up', 'lost'])

function hasFailed(picture: Picture, worker: WorkerRecord): boolean {
  if (!isAtRest(picture)(worker)) return false
  return worker.state.status === 'waiting' || failedWords.has(wordOfWorker(worker, runOf(picture, worker)))
}

function runOf({ runs }: Picture, { run }: WorkerRecord): RunRecord | undefined {
  return run && runs.get(run)
}
