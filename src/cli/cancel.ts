import { isOnItsWay } from '../core/record.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { endWorkers } from './ending.ts'
import { type TargetOptions, withTargets } from './targets.ts'
import { sayEnding } from './verdicts.ts'

export type CancelOptions = TargetOptions & { readonly reason?: string; readonly json?: true }

/** Gives up workers and says what became of every process; 1 when something survived, or is not over in time. */
export function cancel(given: Given<CancelOptions>, doors: Doors): Promise<number> {
  const { reason, json } = given.options
  return withTargets(given, { command: 'cancel', suits: isOnItsWay, doors }, async ({ client, workers }) => {
    const ending = await endWorkers(client, { verb: 'cancel', workers, reason }, doors)
    return sayEnding(ending, { json: json === true }, doors)
  })
}
