import { Fault } from '../../core/fault.ts'
import type { WorkerId } from '../../core/id.ts'
import { isOnItsWay } from '../../core/record.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'

/** Takes workers out of the catalogue; one that is active is refused, and then none is taken out. */
export const remove: Handler<'remove'> = async ({ workers }, context) => {
  const ids = [...new Set(workers)]
  for (const id of ids) requireAtRest(context, id)
  const acknowledged = ids.map(id => acknowledge(context, id, true))
  for (const id of ids) removeOne(context, id)
  return { acknowledged }
}

/** Refuses a worker that runs, or is about to. */
export function requireAtRest(context: Context, id: WorkerId): void {
  const worker = findWorker(context, id)
  if (!isOnItsWay(worker)) return
  const { spec } = worker
  const hint = `stop it first: skep stop ${spec.name}`
  throw new Fault({ code: 'already-running', message: `${spec.name} is not at rest`, hint })
}

/** Takes one worker out of the catalogue. Its runs are kept. */
export function removeOne(context: Context, id: WorkerId): void {
  const { spec } = findWorker(context, id)
  const { actor, journal } = context
  journal.record({ kind: 'worker.removed', data: {}, worker: id, actor, message: `removed ${spec.name}` })
}
