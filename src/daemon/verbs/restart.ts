import { attemptEach } from '../attempt-each.ts'
import { acknowledge, findWorker, type Handler } from '../context.ts'

/** Restarts each worker: a stop with its grace first, then a new run. */
export const restart: Handler<'restart'> = async ({ workers, reason, graceMs }, context) => {
  for (const id of workers) findWorker(context, id)
  const acknowledged = await attemptEach(context, workers, id => {
    const before = context.picture.revision
    context.workers.move(id, { kind: 'restart' }, { actor: context.actor, reason, graceMs })
    return acknowledge(context, id, context.picture.revision > before)
  })
  return { acknowledged }
}
