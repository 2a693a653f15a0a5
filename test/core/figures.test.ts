import { expect, it } from 'vitest'
import { toFineTime, toPercent, toShortBytes, toShortTime } from '../../src/core/figures.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

it.each([
  [0, '0s'],
  [-5 * second, '0s'],
  [42 * second, '42s'],
  [13 * minute + 59 * second, '13m'],
  [2 * hour + 3 * minute, '2h03m'],
  [4 * day + 2 * hour, '4d2h'],
  [3 * day, '3d'],
  [120 * day + 5 * hour, '120d'],
])('says how long %i ms are at a glance: %s', (ms, text) => {
  expect(toShortTime(ms)).toBe(text)
})

it.each([
  [12, '12 ms'],
  [104, '0.1 s'],
  [12_440, '12.4 s'],
  [123_000, '2 m 03 s'],
])('says how long %i ms are exactly: %s', (ms, text) => {
  expect(toFineTime(ms)).toBe(text)
})

it.each([
  [0, '0B'],
  [999, '999B'],
  [1_000, '1K'],
  [88 * 1_024 ** 2, '88M'],
  [1.25 * 1_024 ** 3, '1.3G'],
  [999.6 * 1_024 ** 2, '1G'],
])('says how much %i bytes are in four cells at most: %s', (bytes, text) => {
  expect(toShortBytes(bytes)).toBe(text)
  expect(text.length).toBeLessThanOrEqual(4)
})

it('says cores as a percentage of one', () => {
  expect([0.004, 0.34, 2.5].map(toPercent)).toEqual(['0%', '34%', '250%'])
})
