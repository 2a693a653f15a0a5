import { describe, expect, it } from 'vitest'
import { Misread, toSince, toWords } from '../../src/cli/options.ts'

describe('since', () => {
  it('is how long ago', () => {
    const before = Date.now()
    const since = toSince('10m')
    expect(since).toBeGreaterThanOrEqual(before - 600_000)
    expect(since).toBeLessThanOrEqual(Date.now() - 600_000)
  })

  it('is a time, of here where it does not say of where', () => {
    expect(toSince('2026-01-15T12:00:00.500Z')).toBe(Date.UTC(2026, 0, 15, 12, 0, 0, 500))
    expect(toSince('2026-01-15T12:00')).toBe(new Date(2026, 0, 15, 12).getTime())
    expect(toSince('2026-01-15')).toBe(new Date(2026, 0, 15).getTime())
  })

  it.each(['', 'yesterday', '10', '2026', '2026-13-01'])('is refused as %j', text => {
    expect(() => toSince(text)).toThrow(Misread)
  })
})

it('words are taken with commas and again, and no others', () => {
  const read = toWords('failed', 'killed', 'lost')
  expect(read('killed', read('failed,lost', undefined))).toEqual(['failed', 'lost', 'killed'])
  expect(() => read('failed,gone', undefined)).toThrow(Misread)
})
