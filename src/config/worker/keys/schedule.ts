import { parseCron } from '../../../core/cron.ts'
import { formatDuration, parseDuration } from '../../../core/duration.ts'
import type { Schedule } from '../../../core/spec.ts'
import { choice, type Parsed, parsed, type Shape } from '../../shape.ts'
import { problemAt, type Report } from '../../text/problem.ts'
import type { Mapping } from '../../tree/tree.ts'

export type At = Schedule['at']

const expected = 'a cron expression such as `0 3 * * *`, or a pause such as `every 10m`'

// When it came more often, one run would hardly end before the next; as long as the door of the socket takes.
const leastMs = 100
const mostMs = 366 * 24 * 3_600_000
const longestText = 256

/** What stands under `schedule`. */
export const scheduleShape: Shape<At> = parsed(expected, toAt)

function toAt(text: string): Parsed<At> {
  const [, pause] = /^\s*every\b\s*(.*)$/s.exec(text) ?? []
  if (pause !== undefined) return toEvery(pause.trim())
  if (text.length > longestText) return { ok: false, expected: `a text of at most ${longestText} characters` }
  const cron = parseCron(text.trim())
  return cron.ok ? { ok: true, value: { kind: 'cron', pattern: cron.value } } : cron
}

function toEvery(pause: string): Parsed<At> {
  const ms = parseDuration(pause)
  if (ms === undefined) return { ok: false, hint: 'behind `every` stands a duration: `every 30s`, `every 1h30m`' }
  if (ms < leastMs) return { ok: false, expected: `at least \`every ${formatDuration(leastMs)}\`` }
  if (ms > mostMs) return { ok: false, expected: `at most \`every ${formatDuration(mostMs)}\`` }
  return { ok: true, value: { kind: 'every', ms } }
}

/** What stands under `overlap`. */
export const overlapShape: Shape<Schedule['overlap']> = choice('skip', 'queue', 'restart')

/** Reports what counts for a schedule where there is none. */
export function reportNoSchedule(worker: Mapping, report: Report): void {
  const overlap = worker.entries.get('overlap')
  if (!overlap || worker.entries.has('schedule')) return
  const message = '`overlap` means nothing without `schedule`'
  report(() => problemAt(overlap.key, { message, hint: 'add a `schedule`, or remove it' }))
}
