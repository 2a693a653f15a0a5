import { formatDuration, parseDuration } from '../../../core/duration.ts'
import { parsed, type Shape } from '../../shape.ts'

const expected = 'a duration such as `500ms`, `10s` or `5m`'

/** A duration in ms, between two others. */
export function durationShape(leastMs: number, mostMs: number): Shape<number> {
  return parsed(expected, text => {
    const ms = parseDuration(text)
    if (ms === undefined) return { ok: false, hint: 'a number and a unit: ms, s, m, h or d' }
    if (ms < leastMs) return { ok: false, expected: `at least ${formatDuration(leastMs)}` }
    if (ms > mostMs) return { ok: false, expected: `at most ${formatDuration(mostMs)}` }
    return { ok: true, value: ms }
  })
}
