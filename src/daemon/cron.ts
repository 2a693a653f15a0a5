import { Cron } from 'croner'

/** The first time after a wall time (ms) at which a cron expression is due, by the machine's local time; undefined when it never is. */
export function nextOfCron(pattern: string, afterMs: number): number | undefined {
  return new Cron(pattern, { sloppyRanges: true }).nextRun(new Date(afterMs))?.getTime()
}
