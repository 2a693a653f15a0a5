import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countLines } from '../../src/log/count.ts'
import { openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import { type Appended, anyOutput, bytesOf, writeLog } from './logs.ts'

async function count(appends: readonly Appended[]): Promise<number> {
  const folder = tmpDir()
  await writeLog(folder, appends)
  const reader = openReader(folder)
  return countLines(reader, await reader.bounds())
}

const says = (stream: Appended['stream'], text: string): Appended => ({ stream, bytes: Buffer.from(text), timeMs: 1 })

test('lines of two streams do not end one another, and a last line without its newline is one', async () => {
  expect(await count([])).toBe(0)
  expect(await count([says('stdout', 'one\ntw'), says('stderr', 'oops\nand'), says('stdout', 'o\nthree')])).toBe(5)
})

test('a line is one however long it is', async () => {
  expect(await count([says('pty', 'x'.repeat(3_000_000)), says('pty', '\r\n$ ')])).toBe(2)
})

test('what is not kept any more is not counted, and the rest of a line is a line', async () => {
  const folder = tmpDir()
  const text = 'a line of it\n'.repeat(500)
  const written = Array.from({ length: 500 }, (_, at) => says('merged', text.slice(13 * at, 13 * at + 13)))
  await writeLog(folder, written, { capBytes: 4_000, segmentBytes: 500 })
  const reader = openReader(folder)
  const bounds = await reader.bounds()
  expect(bounds.firstAvailable).toBeGreaterThan(0)
  expect(await countLines(reader, bounds)).toBe(text.slice(bounds.firstAvailable).split('\n').length - 1)
  expect(await countLines(reader, { ...bounds, firstAvailable: 0 })).toBe(await countLines(reader, bounds))
})

test('any output has as many lines as its streams have each', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, async appends => {
      const streams = [...new Set(appends.map(({ stream }) => stream))]
      const lines = streams.map(stream => bytesOf(appends.filter(one => one.stream === stream)).toString('latin1'))
      const expected = lines.reduce((sum, text) => sum + text.split('\n').length - (/\n$|^$/.test(text) ? 1 : 0), 0)
      expect(await count(appends)).toBe(expected)
    }),
    { numRuns: 50 },
  )
})
