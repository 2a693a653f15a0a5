import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBytes, parseBytes } from '../../src/core/bytes.ts'

test.each([
  ['0B', 0],
  ['10B', 10],
  ['64KiB', 65_536],
  ['1GiB', 1_073_741_824],
  ['1.5MiB', 1_572_864],
  ['2TiB', 2_199_023_255_552],
  ['500MB', 500_000_000],
])('%s is %i bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes)
})

test.each(['', '10', 'KiB', '1 KiB', '-1B', '1kib', '1Ki', '1G', '1PiB', '99999999TiB'])('%j is no size', text => {
  expect(parseBytes(text)).toBeUndefined()
})

test('a size is written in the largest binary unit that says it exactly', () => {
  expect([0, 1, 1_000, 1_024, 1_536, 1_048_576, 3 * 2 ** 30].map(formatBytes)).toEqual([
    '0B',
    '1B',
    '1000B',
    '1KiB',
    '1536B',
    '1MiB',
    '3GiB',
  ])
})

test('what is written is read back as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), bytes => {
      expect(parseBytes(formatBytes(bytes))).toBe(bytes)
    }),
  )
})
