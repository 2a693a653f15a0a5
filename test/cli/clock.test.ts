import { expect, it } from 'vitest'
import { toLocalTime } from '../../src/cli/clock.ts'

it('the time of the last day is its clock, an older one has its day', () => {
  const nowMs = new Date(2026, 0, 15, 12, 0, 0).getTime()
  expect(toLocalTime(new Date(2026, 0, 15, 9, 5, 7).getTime(), nowMs)).toBe('09:05:07')
  expect(toLocalTime(new Date(2026, 0, 3, 9, 5, 7).getTime(), nowMs)).toBe('Jan 03 09:05')
})
