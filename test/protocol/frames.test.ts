import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fault } from '../../src/core/fault.ts'
import { FrameReader, toFrame } from '../../src/protocol/frames.ts'

const mostBytes = 1_000

type Read = { readonly messages: readonly unknown[]; readonly faults: readonly Fault[] }

function readAll(pieces: Iterable<Buffer>): Read {
  const messages: unknown[] = []
  const faults: Fault[] = []
  const reader = new FrameReader(
    { message: value => void messages.push(value), broken: fault => void faults.push(fault) },
    mostBytes,
  )
  for (const piece of pieces) reader.push(piece)
  return { messages, faults }
}

function* cut(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  let at = 0
  for (const length of lengths) {
    yield bytes.subarray(at, at + length)
    at += length
  }
  yield bytes.subarray(at)
}

const values = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 5 })
const lengths = fc.array(fc.nat(40))

test('however a stream is cut, the same messages come out of it, up to the first that is too large', () => {
  fc.assert(
    fc.property(values, lengths, (all, cuts) => {
      const isLarge = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value)) > mostBytes
      const upTo = all.findIndex(isLarge)
      const { messages, faults } = readAll(cut(Buffer.concat(all.map(toFrame)), cuts))
      const expected = upTo === -1 ? all : all.slice(0, upTo)
      expect(messages).toEqual(JSON.parse(JSON.stringify(expected)))
      expect(faults.map(({ code }) => code)).toEqual(upTo === -1 ? [] : ['too-large'])
    }),
    { numRuns: 500 },
  )
})

const headline = fc.constantFrom(
  'Content-Length: 2\r\n\r\n{}',
  'content-length:2\r\n\r\n[]',
  '\r\n\r\n',
  'Content-Length: ',
)
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
  headline.map(text => Buffer.from(text)),
)

test('whatever comes, nothing is thrown, and what follows a broken frame is not read', () => {
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 60 }), lengths, (pieces, cuts) => {
      const whole = Buffer.concat(pieces)
      const inOne = readAll([whole])
      expect(inOne.faults.length).toBeLessThanOrEqual(1)
      expect(readAll(cut(whole, cuts))).toEqual(inOne)
      if (inOne.faults.length === 0) return
      expect(readAll([whole, toFrame('after')]).messages).toEqual(inOne.messages)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  { what: 'a head without an end', bytes: Buffer.alloc(5_000, 'x'), code: 'usage', says: 'no end' },
  { what: 'a head without a length', bytes: Buffer.from('Content-Type: x\r\n\r\n'), code: 'usage', says: 'Length' },
  { what: 'a negative length', bytes: Buffer.from('Content-Length: -1\r\n\r\n'), code: 'usage', says: 'Length' },
  {
    what: 'a length past all numbers',
    bytes: Buffer.from(`Content-Length: ${'9'.repeat(99)}\r\n\r\n`),
    code: 'usage',
    says: 'Length',
  },
  {
    what: 'a frame that is too large',
    bytes: Buffer.from('Content-Length: 1001\r\n\r\n'),
    code: 'too-large',
    says: '1001',
  },
  { what: 'a body that is not JSON', bytes: Buffer.from('Content-Length: 3\r\n\r\n{x}'), code: 'usage', says: 'JSON' },
  { what: 'no body', bytes: Buffer.from('Content-Length: 0\r\n\r\n'), code: 'usage', says: 'JSON' },
])('$what breaks the stream, however it is cut, with a fault that says so', ({ bytes, code, says }) => {
  for (const pieces of [[bytes], cut(bytes, Array<number>(bytes.length).fill(1))]) {
    const { messages, faults } = readAll(pieces)
    expect(messages).toEqual([])
    expect(faults).toMatchObject([{ code, message: expect.stringContaining(says) }])
  }
})

test('a frame that comes byte by byte costs no more memory than the frame', () => {
  const body = JSON.stringify('x'.repeat(2 * 1024 * 1024))
  const messages: unknown[] = []
  const reader = new FrameReader(
    { message: value => void messages.push(value), broken: fault => messages.push(fault) },
    2 ** 24,
  )
  reader.push(Buffer.from(`Content-Length: ${body.length}\r\n\r\n`))
  const before = process.memoryUsage()
  // What was handed over is not kept: each piece is a buffer of its own, as sockets give them.
  for (let at = 0; at < body.length; at += 1) reader.push(Buffer.from([body.charCodeAt(at)]))
  const after = process.memoryUsage()
  expect(messages).toEqual([JSON.parse(body)])
  expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(100 * 1024 * 1024)
})
