import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCursor, renderCursor } from '../../src/core/cursor.ts'
import type { RunId } from '../../src/core/id.ts'

const run: RunId = 'run_0198f2c41d2a7b3c8d4e5f60718293a4'

test('a cursor reads back as it was written, and without an unfinished line it is RUN:OFFSET', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (one, other) => {
      const cursor = { run, offset: Math.max(one, other), back: Math.min(one, other) }
      expect(parseCursor(renderCursor(cursor))).toEqual(cursor)
    }),
  )
  expect(renderCursor({ run, offset: 12, back: 0 })).toBe(`${run}:12`)
})

test('what is no cursor is none', () => {
  for (const text of [
    '',
    '12',
    run,
    `${run}:`,
    `${run}:-1`,
    `${run}:1.5`,
    `${run}:5-9`,
    `wrk_1:2`,
    `${run}:1:2`,
    `${run}:1 `,
  ])
    expect([text, parseCursor(text)]).toEqual([text, undefined])
})
