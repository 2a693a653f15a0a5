import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Stream } from '../../../src/core/output.ts'
import { LineSplitter, longestLineBytes } from '../../../src/log/lines.ts'
import { placeOf, type View, ViewCutter } from '../../../src/log/search/view.ts'

type Written = { readonly stream: Stream; readonly bytes: Buffer }

const anyWritten: fc.Arbitrary<readonly Written[]> = fc.array(
  fc.record({
    stream: fc.constantFrom<Stream>('stdout', 'stderr'),
    bytes: fc.stringMatching(/^[aé\n]{1,6}$/).map(text => Buffer.from(text)),
  }),
  { minLength: 1, maxLength: 20 },
)

test('the lines of the views are all lines, each where it lies, however the output is cut into blocks', () => {
  fc.assert(
    fc.property(anyWritten, fc.array(fc.integer({ min: 1, max: 4 })), (written, sizes) => {
      expect(linesOfViews(written, sizes)).toEqual(linesOf(written))
    }),
  )
})

test('a line that is too long is cut where lines are cut', () => {
  const long = Buffer.from(`${'é'.repeat(longestLineBytes)}\n`)
  const parts = [0, 1, 2, 3].map(at => long.subarray((at * long.length) >> 2, ((at + 1) * long.length) >> 2))
  const written = parts.map((bytes): Written => ({ stream: 'stdout', bytes }))
  expect(linesOfViews(written, [1, 1, 1, 1])).toEqual(linesOf(written))
})

test('what is missing ends the lines before it', () => {
  const cutter = new ViewCutter()
  const block = (start: number, text: string) => {
    const bytes = Buffer.from(text)
    return { start, bytes, records: [{ stream: 'stdout' as const, offset: start, timeMs: 1, length: bytes.length }] }
  }
  expect(cutter.push(block(0, 'before'))).toEqual([])
  expect(cutter.push(block(100, 'after\n')).map(({ bytes }) => String(bytes))).toEqual(['before', 'after\n'])
})

type Where = { readonly offset: number; readonly stream: Stream; readonly text: string }

function linesOf(written: readonly Written[]): Where[] {
  const splitter = new LineSplitter()
  let offset = 0
  const lines = written.flatMap(({ stream, bytes }) => {
    const found = splitter.push({ stream, offset, timeMs: 0, bytes })
    offset += bytes.length
    return found
  })
  return inOrder([...lines, ...splitter.flush()])
}

function linesOfViews(written: readonly Written[], sizes: readonly number[]): Where[] {
  const cutter = new ViewCutter()
  const views: View[] = []
  let [at, offset] = [0, 0]
  for (const size of [...sizes, written.length]) {
    const some = written.slice(at, at + size)
    at += some.length
    if (some.length === 0) continue
    const start = offset
    const records = some.map(({ stream, bytes }) => {
      offset += bytes.length
      return { stream, timeMs: 0, length: bytes.length, offset: offset - bytes.length }
    })
    // The memory of a block is used again once the next one is asked for.
    const bytes = Buffer.concat(some.map(one => one.bytes))
    views.push(...cutter.push({ start, bytes, records }).map(view => ({ ...view, bytes: Buffer.from(view.bytes) })))
    bytes.fill('!')
  }
  return inOrder([...views, ...cutter.flush()].flatMap(toLines))
}

function toLines(view: View): Where[] {
  const splitter = new LineSplitter()
  const { stream, bytes } = view
  const lines = [...splitter.push({ stream, offset: 0, timeMs: 0, bytes }), ...splitter.flush()]
  return lines.map(({ offset, text }) => ({ stream, text, offset: placeOf(view, offset).offset }))
}

function inOrder(lines: readonly Where[]): Where[] {
  return lines
    .map(({ offset, stream, text }) => ({ offset, stream, text }))
    .sort((one, other) => one.offset - other.offset)
}
