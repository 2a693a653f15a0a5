import { isOnItsWay } from '../core/record.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { endWorkers } from './ending.ts'
import { signalWorkers } from './signal.ts'
import { isRunning, type TargetOptions, withTargets } from './targets.ts'
import { sayEnding } from './verdicts.ts'

export type KillOptions = TargetOptions & {
  readonly reason?: string
  readonly signal?: string
  readonly json?: true
}

/** Ends workers without grace and says what became of every process; with `--signal` it only sends that to their trees. */
export function kill(given: Given<KillOptions>, doors: Doors): Promise<number> {
  const { signal, reason, json = false } = given.options
  const suits = signal === undefined ? isOnItsWay : isRunning
  return withTargets(given, { command: 'kill', suits, doors }, async targets => {
    if (signal !== undefined) return signalWorkers(targets, { signal, json }, doors)
    const ending = await endWorkers(targets.client, { verb: 'kill', workers: targets.workers, reason }, doors)
    return sayEnding(ending, { json }, doors)
  })
}
