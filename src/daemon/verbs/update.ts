import { isDeepStrictEqual } from 'node:util'
import type { WorkerId } from '../../core/id.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../../protocol/acknowledged.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import { requireAtRest } from './remove.ts'

/** Changes what a worker runs, from its next run on; one that is active is refused. */
export const update: Handler<'update'> = async ({ worker, spec }, context) => {
  requireAtRest(context, worker)
  return { acknowledged: updateOne(context, worker, spec) }
}

/** Changes one worker and answers where it stands then. */
export function updateOne(context: Context, id: WorkerId, spec: WorkerSpec): Acknowledgement {
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
  return acknowledge(context, id, changed)
}
