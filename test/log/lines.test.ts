import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Chunk, Stream } from '../../src/core/output.ts'
import { type Line, LineSplitter, longestLineBytes } from '../../src/log/lines.ts'

test('lines do not depend on how their bytes came', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.integer({ min: 1, max: 9 })), (noise, sizes) => {
      const bytes = Buffer.concat([noise, Buffer.from('é\n€\r\n😀'), noise])
      expect(linesOf(toChunks(bytes, sizes)).map(withoutTime)).toEqual(linesOf(toChunks(bytes, [])).map(withoutTime))
    }),
  )
})

test('lines are what splitting the text at its newlines gives', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[aé😀\n]{0,60}$/u), fc.array(fc.integer({ min: 1, max: 9 })), (text, sizes) => {
      const lines = linesOf(toChunks(Buffer.from(text), sizes))
      expect(lines.map(({ text, complete }) => (complete ? `${text}\n` : text)).join('')).toBe(text)
      expect(lines.filter(({ complete }) => !complete).length).toBeLessThanOrEqual(1)
    }),
  )
})

test('a line says where it lies', () => {
  const bytes = Buffer.from('one\n\ntwo\r\nthree')
  expect(linesOf(toChunks(bytes, [2, 5]))).toEqual([
    { stream: 'stdout', offset: 0, end: 4, timeMs: 0, text: 'one', complete: true },
    { stream: 'stdout', offset: 4, end: 5, timeMs: 2, text: '', complete: true },
    { stream: 'stdout', offset: 5, end: 10, timeMs: 2, text: 'two', complete: true },
    { stream: 'stdout', offset: 10, end: 15, timeMs: 7, text: 'three', complete: false },
  ])
})

test('each stream keeps its own unfinished line and its own half characters', () => {
  const splitter = new LineSplitter()
  const euro = Buffer.from('€')
  const lines = [
    ...splitter.push(chunk('stdout', 0, Buffer.concat([Buffer.from('costs 5 '), euro.subarray(0, 1)]))),
    ...splitter.push(chunk('stderr', 9, Buffer.from('warning: ß'))),
    ...splitter.push(chunk('stdout', 20, Buffer.concat([euro.subarray(1), Buffer.from('\n')]))),
    ...splitter.push(chunk('stderr', 23, Buffer.from(' here\n'))),
  ]
  expect(lines.map(({ stream, text }) => [stream, text])).toEqual([
    ['stdout', 'costs 5 €'],
    ['stderr', 'warning: ß here'],
  ])
  expect(splitter.unfinished()).toEqual([])
})

test('a prompt shows before its newline, and again with it', () => {
  const splitter = new LineSplitter()
  expect(splitter.push(chunk('pty', 0, Buffer.from('name? ')))).toEqual([])
  expect(splitter.unfinished().map(({ text, complete }) => [text, complete])).toEqual([['name? ', false]])
  expect(splitter.push(chunk('pty', 6, Buffer.from('Ada\n'))).map(({ text }) => text)).toEqual(['name? Ada'])
})

test('a gap ends the unfinished lines where they stand', () => {
  const splitter = new LineSplitter()
  splitter.push(chunk('stdout', 0, Buffer.from('before ')))
  expect(splitter.flush().map(({ text }) => text)).toEqual(['before '])
  expect(splitter.push(chunk('stdout', 100, Buffer.from('after\n'))).map(({ text }) => text)).toEqual(['after'])
})

test('invalid UTF-8 is shown, not fatal', () => {
  const [line] = linesOf([chunk('stdout', 0, Buffer.from([0x61, 0xff, 0x62, 0xc3, 0x0a]))])
  expect(line?.text).toBe('a\uFFFDb\uFFFD')
})

test('a line is cut at its longest, between characters, and goes on as the next one', () => {
  const text = `${'a'.repeat(longestLineBytes - 1)}€${'b'.repeat(10)}`
  const lines = linesOf(toChunks(Buffer.from(`${text}\n`), [longestLineBytes, 1, 1, 1]))
  expect(lines.map(({ text, complete }) => [text.slice(-2), complete])).toEqual([
    ['a€', false],
    ['bb', true],
  ])
  expect(lines.map(({ text }) => text).join('')).toBe(text)
})

test('a line of just the longest length is whole', () => {
  const bytes = Buffer.from(`${'a'.repeat(longestLineBytes)}\n`)
  for (const sizes of [[], [longestLineBytes], [1]]) {
    expect(linesOf(toChunks(bytes, sizes)).map(({ text, complete }) => [text.length, complete])).toEqual([
      [longestLineBytes, true],
    ])
  }
})

function chunk(stream: Stream, offset: number, bytes: Uint8Array): Chunk {
  return { stream, offset, timeMs: offset, bytes }
}

// Cuts bytes into chunks of these sizes; what is left over is the last chunk.
function toChunks(bytes: Uint8Array, sizes: readonly number[]): Chunk[] {
  const chunks: Chunk[] = []
  let at = 0
  for (const size of [...sizes, bytes.length]) {
    if (at < bytes.length) chunks.push(chunk('stdout', at, bytes.subarray(at, at + size)))
    at += size
  }
  return chunks
}

function linesOf(chunks: readonly Chunk[]): Line[] {
  const splitter = new LineSplitter()
  const lines = chunks.flatMap(piece => splitter.push(piece))
  return [...lines, ...splitter.flush()]
}

function withoutTime({ timeMs, ...line }: Line): Omit<Line, 'timeMs'> {
  return line
}
