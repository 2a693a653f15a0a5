import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { toId } from '../../src/core/id.ts'
import { openGrants } from '../../src/keeper/grants.ts'
import type { ChannelGrant } from '../../src/protocol/keeper.ts'

const grant: ChannelGrant = {
  token: 'one',
  run: toId('run', 0, new Uint8Array(10)),
  actor: 'user',
  source: 'keys',
  readOnly: false,
  endsInput: false,
}
const refused = expect.objectContaining({ code: 'refused' })

afterEach(() => void vi.useRealTimers())

test('a token opens one channel, once', () => {
  const grants = openGrants()
  grants.add(grant)
  expect(grants.take('{"token": "one", "from": 7, "size": {"columns": 80, "rows": 24}}')).toEqual({
    token: 'one',
    from: 7,
    size: { columns: 80, rows: 24 },
    grant,
  })
  expect(() => grants.take('{"token": "one"}')).toThrow(refused)
  grants.close()
})

test('a token that was not used soon opens none', () => {
  vi.useFakeTimers()
  const grants = openGrants()
  grants.add(grant)
  vi.advanceTimersByTime(9_999)
  grants.add({ ...grant, token: 'two' })
  vi.advanceTimersByTime(1)
  expect(() => grants.take('{"token": "one"}')).toThrow(refused)
  expect(grants.take('{"token": "two"}')).toEqual({ token: 'two', grant: { ...grant, token: 'two' } })
})

test('the size that was told last before the viewer comes is the one that counts, of that token alone', () => {
  const grants = openGrants()
  grants.add(grant)
  grants.add({ ...grant, token: 'two' })
  grants.resize('one', { columns: 90, rows: 30 })
  grants.resize('one', { columns: 100, rows: 40 })
  grants.resize('none', { columns: 1, rows: 1 })
  const size = { columns: 100, rows: 40 }
  expect(grants.take('{"token": "one", "size": {"columns": 80, "rows": 24}}')).toEqual({ token: 'one', size, grant })
  expect(grants.take('{"token": "two"}')).toEqual({ token: 'two', grant: { ...grant, token: 'two' } })
  grants.close()
})

test('whatever else is said opens none, and never one with a place or a size that cannot be', () => {
  const member = fc.constantFrom('token', 'from', 'size', '__proto__')
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('one', -1, 1.5, 1e300, { columns: 0, rows: 1 }))
  const hello = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.tuple(member, value)).map(all => JSON.stringify(Object.fromEntries(all))),
  )
  fc.assert(
    fc.property(hello, line => {
      const grants = openGrants()
      grants.add(grant)
      try {
        const { from = 0, size = { columns: 1, rows: 1 } } = grants.take(line)
        expect(JSON.parse(line).token).toBe('one')
        expect([from, size.columns, size.rows].every(Number.isSafeInteger)).toBe(true)
        expect(Math.min(from + 1, size.columns, size.rows)).toBeGreaterThan(0)
      } catch (problem) {
        expect(problem).toEqual(refused)
      } finally {
        grants.close()
      }
    }),
    { numRuns: 2_000 },
  )
})
