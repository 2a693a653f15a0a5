import type { WorkerId } from './id.ts'
import { byName, dependantsOf, obstaclesOf } from './needs.ts'
import type { Records } from './picture.ts'
import type { WorkerRecord } from './record.ts'

/** What is to happen to a worker so that what is comes nearer to what is wanted. */
export type Closing = { readonly worker: WorkerId; readonly news: 'start' | 'stop' }

/**
 * The gap between what is wanted and what is, as far as it can be closed now: who waits and has all that it needs starts; who is
 * to rest stops once nobody that needs it is still on its way down. All that can happen at the same time is answered at once.
 */
export function gapOf(picture: Records): readonly Closing[] {
  const workers = [...picture.workers.values()]
  const waiting = workers.filter(({ state }) => state.status === 'waiting')
  const leaving = workers.filter(isLeaving)
  if (waiting.length === 0 && leaving.length === 0) return []
  const names = byName(picture)
  return [
    ...waiting
      .filter(worker => obstaclesOf(worker, names, picture).length === 0)
      .map(({ id }) => ({ worker: id, news: 'start' }) as const),
    ...nextToLeave(leaving, picture).map(({ id }) => ({ worker: id, news: 'stop' }) as const),
  ]
}

function nextToLeave(leaving: readonly WorkerRecord[], picture: Runs): readonly WorkerRecord[] {
  const untold = leaving.filter(worker => isUntold(worker, picture))
  const free = untold.filter(worker => dependantsOf(worker, leaving).length === 0)
  // Those that need each other in a circle, which no file may say, would wait for ever.
  return free.length === 0 && untold.length === leaving.length ? untold : free
}

/** Whether a worker is on its way down, and that was said to its run or not yet. */
export function isLeaving({ state }: WorkerRecord): boolean {
  return state.status === 'active' && state.sequel === 'rest'
}

type Runs = Pick<Records, 'runs'>

function isUntold({ run }: WorkerRecord, { runs }: Runs): boolean {
  const status = run && runs.get(run)?.state.status
  return status === 'queued' || status === 'starting' || status === 'running'
}
