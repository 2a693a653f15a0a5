import type { RunId, WorkerId } from '../../core/id.ts'
import { isOnItsWay, type RunRecord, type WorkerRecord } from '../../core/record.ts'
import { findNext } from './past.ts'
import type { Place } from './sight.ts'

export type NextOrder = {
  readonly worker: WorkerId
  /** The run before it. */
  readonly last: RunId | undefined
  /** Whether a worker that nothing will start by itself is waited for, as somebody may start it. */
  readonly atRest: 'wait' | 'over'
}

/** The worker's next run, as soon as there is one; undefined when none will come. */
export async function nextRun(
  { client, feed, signal }: Place,
  { worker: id, last, atRest }: NextOrder,
): Promise<RunRecord | undefined> {
  const { latest } = await feed.until(({ workers, runs }) => {
    const worker = workers.get(id)
    if (!worker) return { latest: undefined }
    const run = worker.run && runs.get(worker.run)
    if (run && run.id !== last) return { latest: run }
    return atRest === 'over' && rests(worker) ? { latest: undefined } : undefined
  }, signal)
  return latest && findNext(client, last, latest)
}

function rests(worker: WorkerRecord): boolean {
  return !isOnItsWay(worker)
}
