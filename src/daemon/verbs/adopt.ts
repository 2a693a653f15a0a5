import type { WorkerId } from '../../core/id.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { type Context, findWorker } from '../context.ts'
import { updateOne } from './update.ts'

/** Makes a worker what a file says; also one that was added by hand before stands in the file from now on. */
export function adoptOne(context: Context, id: WorkerId, spec: WorkerSpec): void {
  const { origin } = findWorker(context, id)
  if (origin === 'config') {
    updateOne(context, id, spec)
    return
  }
  const { journal, actor } = context
  const message = `${spec.name} stands in the configuration now`
  journal.record({ kind: 'worker.updated', data: { spec, origin: 'config' }, worker: id, actor, message })
}
