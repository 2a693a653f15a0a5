import { Fault } from '../core/fault.ts'
import { sayAcknowledged } from './acknowledged.ts'
import type { Doors } from './doors.ts'
import { isRunning, type Targets } from './targets.ts'

/** Sends one signal to the whole tree of each worker; when one of them does not run, to none. */
export async function signalWorkers(
  targets: Targets,
  { signal, json }: { readonly signal: string; readonly json: boolean },
  doors: Doors,
): Promise<number> {
  refuseNotRunning(targets)
  const workers = targets.workers.map(({ id }) => id)
  const { acknowledged } = await targets.client.ask('signal', { workers, signal })
  sayAcknowledged(acknowledged, { json, say: () => `${signal} sent` }, doors)
  return 0
}

/** Refuses what can only be done to a worker that runs, before it is done to any. */
export function refuseNotRunning({ workers, picture }: Targets): void {
  const [first] = workers.filter(worker => !isRunning(worker, picture))
  if (!first) return
  const { name } = first.spec
  throw new Fault({
    code: 'not-running',
    message: `${name} is not running`,
    hint: `start it first: skep start ${name}`,
  })
}
