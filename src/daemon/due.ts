import { nextOfPauses } from '../core/schedule.ts'
import type { Schedule } from '../core/spec.ts'
import { nextOfCron } from './cron.ts'

export type DueOrder = {
  /** The start that it was due at last, or when it was set to wait for the clock. Wall times in ms. */
  readonly sinceMs: number
  readonly nowMs: number
}

/**
 * When the clock starts a worker next; undefined when it never does. A time that came while it still ran is over, unless the
 * schedule lets it queue: then it is due at once.
 */
export function dueOf({ at, overlap }: Schedule, { sinceMs, nowMs }: DueOrder): number | undefined {
  const afterMs = overlap === 'skip' ? nowMs : Math.min(sinceMs, nowMs)
  return at.kind === 'cron' ? nextOfCron(at.pattern, afterMs) : nextOfPauses(at.ms, sinceMs, afterMs)
}
