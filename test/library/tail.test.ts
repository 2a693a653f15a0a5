import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTail } from '../../src/library/tail.ts'

test('the end of a text is kept in whole characters, in whatever pieces it came, and the rest is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.integer({ min: 4, max: 30 }), (texts, most) => {
      const whole = Buffer.from(texts.join('').toWellFormed())
      const tail = openTail(most)
      for (let at = 0; at < whole.length; at += 7) tail.push(whole.subarray(at, at + 7))
      const kept = Buffer.from(tail.bytes())
      expect(kept.length).toBeLessThanOrEqual(most)
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(whole.length, most - 3))
      expect(whole.subarray(tail.cutBytes).equals(kept)).toBe(true)
      new TextDecoder('utf-8', { fatal: true }).decode(kept)
    }),
  )
})
