import { formatDuration } from './duration.ts'
import type { Schedule } from './spec.ts'

/** A schedule in a few words, as a file says it. */
export function describeSchedule({ at }: Schedule): string {
  return at.kind === 'cron' ? at.pattern : `every ${formatDuration(at.ms)}`
}

/** The first time after `nowMs` that lies a whole number of pauses after `originMs`. Wall times in ms. */
export function nextOfPauses(pauseMs: number, originMs: number, nowMs: number): number {
  // A clock that was set back must not make the pause longer than it is.
  const origin = Math.min(originMs, nowMs)
  return origin + (Math.floor((nowMs - origin) / pauseMs) + 1) * pauseMs
}
