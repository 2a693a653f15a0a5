import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../../protocol/acknowledged.ts'
import { attemptEach } from '../attempt-each.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import type { Asked } from '../workers.ts'

/** Restarts each worker: a stop with its grace first, then a new run. */
export const restart: Handler<'restart'> = async ({ workers, reason, graceMs }, context) => {
  for (const id of workers) findWorker(context, id)
  const acknowledged = await attemptEach(context, workers, id => restartOne(context, id, { reason, graceMs }))
  return { acknowledged }
}

/** Restarts one worker and answers where it stands then. */
export function restartOne(context: Context, id: WorkerId, how: Pick<Asked, 'reason' | 'graceMs'>): Acknowledgement {
  const before = context.picture.revision
  context.workers.move(id, { kind: 'restart' }, { actor: context.actor, ...how })
  return acknowledge(context, id, context.picture.revision > before)
}
