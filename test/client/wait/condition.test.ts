import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Condition, parseCondition, renderCondition } from '../../../src/client/wait/condition.ts'

const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom<Condition>({ kind: 'exit' }, { kind: 'ready' }),
  fc.integer({ min: 1, max: 1e9 }).map(ms => ({ kind: 'idle', ms }) as const),
  fc
    .stringMatching(/^[a-z=(\s]*\)?$/)
    .map(text => ({ kind: 'match', expression: text.replace(/[()]/g, '\\$&') }) as const),
  fc.integer({ min: 1, max: 65_535 }).map(port => ({ kind: 'port', port }) as const),
  fc.webUrl().map(url => ({ kind: 'http', url }) as const),
)

test('a condition that is written down reads back the same', () => {
  fc.assert(
    fc.property(conditions, condition => {
      expect(parseCondition(renderCondition(condition))).toEqual(condition)
    }),
  )
})
