import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { endWorkers } from './ending.ts'
import { isUp, type TargetOptions, withTargets } from './targets.ts'
import { sayEnding } from './verdicts.ts'

export type StopOptions = TargetOptions & { readonly reason?: string; readonly grace?: number; readonly json?: true }

/** Stops workers and says what became of every process; 1 when something survived, or is not over in time. */
export function stop(given: Given<StopOptions>, doors: Doors): Promise<number> {
  const { reason, grace, json } = given.options
  return withTargets(given, { command: 'stop', suits: isUp, doors }, async ({ client, workers }) => {
    const ending = await endWorkers(client, { verb: 'stop', workers, reason, graceMs: grace }, doors)
    return sayEnding(ending, { json: json === true }, doors)
  })
}
