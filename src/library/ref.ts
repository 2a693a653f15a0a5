import { Fault } from '../core/fault.ts'
import type { RuntimeId, WorkerId, WorkerRef } from '../core/id.ts'

/** The worker that a ref names; one of another runtime is refused with `wrong-runtime`. */
export function workerOf({ runtimeId, workerId }: WorkerRef, own: RuntimeId): WorkerId {
  if (runtimeId === own) return workerId
  const message = `this ref is of the runtime ${runtimeId}, and this is ${own}`
  throw new Fault({ code: 'wrong-runtime', message, hint: 'ask the runtime that it is of' })
}
