import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCron } from '../../src/core/cron.ts'
import { nextOfCron } from '../../src/daemon/cron.ts'

function fieldOf(from: number, to: number, words: readonly string[] = []): fc.Arbitrary<string> {
  const number = fc.oneof(
    fc.integer({ min: from, max: to }).map(String),
    ...(words.length > 0 ? [fc.constantFrom(...words)] : []),
  )
  const range = fc.oneof(
    fc.constant('*'),
    number,
    fc.tuple(number, number).map(ends => ends.join('-')),
  )
  const item = fc.oneof(
    range,
    fc.tuple(range, fc.integer({ min: 1, max: to })).map(parts => parts.join('/')),
  )
  return fc.oneof(
    { weight: 3, arbitrary: item },
    { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map(all => all.join(',')) },
  )
}

const months = ['jan', 'FEB', 'Dec']
const days = ['sun', 'MON', 'Sat']
const fields = [fieldOf(0, 59), fieldOf(0, 23), fieldOf(1, 31), fieldOf(1, 12, months), fieldOf(0, 7, days)] as const
const patterns = fc.oneof(
  fc.tuple(...fields).map(all => all.join(' ')),
  fc.tuple(fieldOf(0, 59), ...fields).map(all => all.join(' ')),
)

test('whatever is accepted as a cron expression has a next time that lies ahead', () => {
  const nowMs = new Date(2026, 1, 3, 4, 5, 6).getTime()
  let accepted = 0
  fc.assert(
    fc.property(patterns, pattern => {
      const parsed = parseCron(pattern)
      if (!parsed.ok) return
      accepted += 1
      expect(nextOfCron(parsed.value, nowMs)).toBeGreaterThan(nowMs)
    }),
    { numRuns: 2_000 },
  )
  expect(accepted).toBeGreaterThan(200)
})
