import { isDeepStrictEqual } from 'node:util'
import { acknowledge, findWorker, type Handler } from '../context.ts'

/** Changes what a worker runs, from its next run on. */
export const update: Handler<'update'> = async ({ worker: id, spec }, context) => {
  const worker = findWorker(context, id)
  const changed = !isDeepStrictEqual(worker.spec, spec)
  const { actor } = context
  if (changed)
    context.journal.record({
      kind: 'worker.updated',
      data: { spec },
      worker: id,
      actor,
      message: `changed ${spec.name}`,
    })
  return { acknowledged: acknowledge(context, id, changed) }
}
