import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { readMessage } from '../../src/protocol/message.ts'
import { openQuestions } from '../../src/protocol/questions.ts'

const member = fc.constantFrom('jsonrpc', 'id', 'method', 'params', 'result', 'error', '__proto__', 'toString')
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('2.0', null, {}, { code: 1, message: 'x' }, 1.5, -1),
)
const anything = fc.oneof(fc.jsonValue(), fc.array(fc.tuple(member, value)).map(Object.fromEntries))

test('anything in JSON is a message, the same when it is read again, or is refused', () => {
  fc.assert(
    fc.property(anything, found => {
      const read = attempt(() => readMessage(found))
      if (read instanceof Fault) expect(read).toMatchObject({ code: 'usage' })
      else expect(readMessage(JSON.parse(JSON.stringify(read)))).toEqual(read)
    }),
    { numRuns: 5_000 },
  )
})

test.each([
  { jsonrpc: '2.0', method: 'm' },
  { jsonrpc: '2.0', method: 'm', id: 1, params: [] },
  { jsonrpc: '2.0', method: 'm', id: 'one', params: {} },
  { jsonrpc: '2.0', id: 1, result: null },
  { jsonrpc: '2.0', id: null, error: { code: -32000, message: 'no' } },
])('a message is taken as it is: %j', message => {
  expect(readMessage(message)).toEqual(message)
})

test.each([
  null,
  [],
  'text',
  {},
  { method: 'm' },
  { jsonrpc: '1.0', method: 'm' },
  { jsonrpc: '2.0' },
  { jsonrpc: '2.0', method: 7 },
  { jsonrpc: '2.0', method: 'm', id: {} },
  { jsonrpc: '2.0', method: 'm', id: null },
  { jsonrpc: '2.0', method: 'm', id: 1.5 },
  { jsonrpc: '2.0', method: 'm', params: 'all' },
  { jsonrpc: '2.0', id: 1 },
  { jsonrpc: '2.0', id: [], result: 1 },
  { jsonrpc: '2.0', id: 1, error: 'no' },
  { jsonrpc: '2.0', id: 1, error: { code: 'x', message: 'no' } },
])('what is no message is refused: %j', found => {
  expect(attempt(() => readMessage(found))).toMatchObject({
    code: 'usage',
    message: expect.stringContaining('JSON-RPC'),
  })
})

test('a question has an id of its own until it is answered, and only what was asked can be answered', () => {
  const questions = openQuestions()
  const asked = { jsonrpc: '2.0', method: 'm', id: 1 } as const
  const answer = { jsonrpc: '2.0', id: 1, result: null } as const
  questions.came(asked)
  expect(() => questions.came({ ...asked, id: '1' })).toThrow('asked again')
  questions.went(answer)
  questions.came(asked)
  expect(() => questions.came(answer)).toThrow('was not asked')
  questions.went(asked)
  questions.came(answer)
  expect(() => questions.came(answer)).toThrow('was not asked')
})

function attempt<Result>(work: () => Result): Result | Fault {
  try {
    return work()
  } catch (problem) {
    if (problem instanceof Fault) return problem
    throw problem
  }
}
