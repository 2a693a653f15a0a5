import { sayAcknowledged } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { refuseNotRunning } from './signal.ts'
import { isRunning, type TargetOptions, withTargets } from './targets.ts'

/** Lets the whole tree of workers go on. When one of them does not run, nothing is done to any. */
export function resume(given: Given<TargetOptions & { readonly json?: true }>, doors: Doors): Promise<number> {
  return withTargets(given, { command: 'resume', suits: isRunning, doors }, async targets => {
    refuseNotRunning(targets)
    const { acknowledged } = await targets.client.ask('resume', { workers: targets.workers.map(({ id }) => id) })
    const json = given.options.json === true
    sayAcknowledged(acknowledged, { json, say: ({ changed }) => (changed ? 'resumed' : 'was not paused') }, doors)
    return 0
  })
}
