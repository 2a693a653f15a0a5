import { sayAcknowledged } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { refuseNotRunning } from './signal.ts'
import { isRunning, type TargetOptions, withTargets } from './targets.ts'

/** Suspends the whole tree of workers. When one of them does not run, nothing is done to any. */
export function pause(given: Given<TargetOptions & { readonly json?: true }>, doors: Doors): Promise<number> {
  return withTargets(given, { command: 'pause', suits: isRunning, doors }, async targets => {
    refuseNotRunning(targets)
    const { acknowledged } = await targets.client.ask('pause', { workers: targets.workers.map(({ id }) => id) })
    const json = given.options.json === true
    sayAcknowledged(acknowledged, { json, say: ({ changed }) => (changed ? 'paused' : 'was paused already') }, doors)
    return 0
  })
}
