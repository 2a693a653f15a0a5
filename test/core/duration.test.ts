import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../src/core/duration.ts'

test.each([
  ['300ms', 300],
  ['10s', 10_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['1.5s', 1_500],
  ['1.1s', 1_100],
  ['0.3s', 300],
  ['1h30m', 5_400_000],
  ['1d2h3m4s5ms', 93_784_005],
  ['0s', 0],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  '',
  '10',
  's',
  '10 s',
  '-1s',
  '1s1s',
  '1s2h',
  '10S',
  '1e3s',
  '0.5ms',
  '.5s',
  '10s ',
  '999999999999999d',
  'ten seconds',
])('%j is no duration', text => {
  expect(parseDuration(text)).toBeUndefined()
})

test('a duration is written in the largest unit that says it exactly', () => {
  expect([0, 1, 300, 1_500, 90_000, 3_600_000, 604_800_000].map(formatDuration)).toEqual([
    '0s',
    '1ms',
    '300ms',
    '1500ms',
    '90s',
    '1h',
    '7d',
  ])
})

test('what is written is read back as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), ms => {
      expect(parseDuration(formatDuration(ms))).toBe(ms)
    }),
  )
})

test('reading ends with whole milliseconds or nothing, whatever the text', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9.]{0,6}(ms|s|m|h|d)?[0-9.]{0,3}(ms|s)?$/))
  fc.assert(
    fc.property(text, written => {
      const ms = parseDuration(written)
      if (ms !== undefined) expect(Number.isSafeInteger(ms) && ms >= 0).toBe(true)
    }),
  )
})
