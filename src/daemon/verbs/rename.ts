import { Fault } from '../../core/fault.ts'
import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { WorkerRecord } from '../../core/record.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import { isTaken } from './add.ts'

/** Gives a worker another name, also while it runs. */
export const rename: Handler<'rename'> = async ({ worker: id, name }, context) => {
  const worker = findWorker(context, id)
  const { spec } = worker
  if (spec.name === name) return { acknowledged: acknowledge(context, id, false) }
  refuseName(context, worker, name)
  const data = { spec: { ...spec, name } }
  const { journal, actor } = context
  journal.record({ kind: 'worker.updated', data, worker: id, actor, message: `renamed ${spec.name} to ${name}` })
  return { acknowledged: acknowledge(context, id, true) }
}

function refuseName(context: Context, { spec, origin }: WorkerRecord, name: string): void {
  if (!isWorkerName(name)) {
    throw new Fault({ code: 'usage', message: `${name} names no worker`, hint: `a name is ${workerNameRule}` })
  }
  if (origin === 'config') {
    const hint = 'rename it there, then: skep up'
    throw new Fault({ code: 'refused', message: `${spec.name} has its name from the configuration`, hint })
  }
  if (isTaken(context, name)) {
    const hint = 'choose another name, or remove the other worker first'
    throw new Fault({ code: 'name-taken', message: `there is a worker named ${name} already`, hint })
  }
}
