import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBeginning } from '../../src/protocol/first-line.ts'
import { connectPair } from './sockets.ts'

const noBrace = fc.string({ minLength: 1, maxLength: 50 }).filter(rest => !rest.startsWith('{'))
const line = fc.string({ maxLength: 200 }).map(rest => `{${rest.replaceAll('\n', ' ')}`)
const rest = fc.string({ maxLength: 300 })
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 10 })

async function readCut(said: Buffer, cuts: readonly number[]): Promise<{ beginning: unknown; rest: string }> {
  const [near, far] = await connectPair()
  const reading = readBeginning(far)
  let at = 0
  for (const length of cuts) {
    near.write(said.subarray(at, at + length))
    at += length
    // So that it arrives by itself.
    await new Promise(resolve => setImmediate(resolve))
  }
  near.end(said.subarray(at))
  const beginning = await reading
  return { beginning, rest: beginning ? await text(far) : '' }
}

test('a line and what follows it are told apart, however they come', async () => {
  await fc.assert(
    fc.asyncProperty(line, rest, lengths, async (first, after, cuts) => {
      const read = await readCut(Buffer.from(`${first}\n${after}`), cuts)
      expect(read).toEqual({ beginning: { kind: 'line', line: first.toWellFormed() }, rest: after.toWellFormed() })
    }),
    { numRuns: 60 },
  )
})

test('what begins in another way is frames, and all of it is left to be read', async () => {
  await fc.assert(
    fc.asyncProperty(noBrace, rest, lengths, async (first, after, cuts) => {
      const read = await readCut(Buffer.from(first + after), cuts)
      expect(read).toEqual({ beginning: { kind: 'frames' }, rest: (first + after).toWellFormed() })
    }),
    { numRuns: 60 },
  )
})

test('a line that has no end, or ends with the connection, is none', async () => {
  expect(await readCut(Buffer.alloc(10_000, '{'), [])).toMatchObject({ beginning: undefined })
  expect(await readCut(Buffer.from('{"token": "half'), [3])).toMatchObject({ beginning: undefined })
})

test('a connection that ends without a word is none', async () => {
  for (const end of ['end', 'destroy'] as const) {
    const [near, far] = await connectPair()
    const reading = readBeginning(far)
    near[end]()
    expect(await reading).toBeUndefined()
    far.destroy()
    await once(far, 'close')
  }
})
