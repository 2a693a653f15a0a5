import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isId, toId } from '../../src/core/id.ts'

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const randoms = fc.uint8Array({ minLength: 10, maxLength: 16 })
const prefixes = fc.constantFrom('rt', 'wrk', 'run')

describe('an id', () => {
  it('is a UUIDv7 behind its prefix', () => {
    fc.assert(
      fc.property(prefixes, times, randoms, (prefix, timeMs, random) => {
        const id = toId(prefix, timeMs, random)
        expect(id).toMatch(/^[a-z]+_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/)
        expect(isId(prefix, id)).toBe(true)
      }),
    )
  })

  it('says the time it was made', () => {
    fc.assert(
      fc.property(times, randoms, (timeMs, random) => {
        expect(Number.parseInt(toId('run', timeMs, random).slice(4, 16), 16)).toBe(timeMs)
      }),
    )
  })

  it('sorts by the time it was made, as plain text', () => {
    fc.assert(
      fc.property(times, times, fc.tuple(randoms, randoms), (one, other, [first, second]) => {
        fc.pre(one < other)
        expect(toId('run', one, first) < toId('run', other, second)).toBe(true)
      }),
    )
  })

  it('keeps the random bits apart from the time: two of one millisecond differ when their bytes do', () => {
    const first = new Uint8Array(10).fill(0x11)
    const second = new Uint8Array(10).fill(0x12)
    expect(toId('wrk', 1, first)).not.toBe(toId('wrk', 1, second))
  })

  it('is not made of too few random bytes', () => {
    expect(() => toId('run', 1, new Uint8Array(9))).toThrow('10 random bytes')
  })

  it('is of its own prefix only', () => {
    const id = toId('run', 1, new Uint8Array(10))
    expect(isId('wrk', id)).toBe(false)
    for (const text of ['', 'run_', 'run_../../etc', `${id}0`, id.toUpperCase(), `x${id}`, `${id}\n`])
      expect(isId('run', text)).toBe(false)
  })
})
