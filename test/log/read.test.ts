import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LogOptions, openLog } from '../../src/log/append.ts'
import { openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import {
  anyOutput,
  bytesOf,
  cover,
  findWrong,
  patternBytes,
  readBytes,
  readChunks,
  readGaps,
  readPages,
  stretchesOf,
  writeLog,
} from './logs.ts'

const anySizes = { segmentBytes: fc.integer({ min: 1, max: 300 }), maxBytes: fc.integer({ min: 1, max: 300 }) }

test('whatever is appended, in whatever segments and pages, reads back as the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record(anySizes), async (output, { segmentBytes, maxBytes }) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      const pages = await readPages(openReader(folder), { maxBytes })
      expect(Buffer.concat(pages.flatMap(page => page.chunks.map(({ bytes }) => bytes)))).toEqual(bytesOf(output))
      expect(cover(stretchesOf(pages), 0, bytesOf(output).length)).toBe(true)
      for (const { chunks } of pages) expect(sizeOf(chunks)).toBeLessThanOrEqual(maxBytes)
    }),
    { numRuns: 60 },
  )
})

test('one stream is what the filter of all of them is', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record(anySizes), async (output, { segmentBytes, maxBytes }) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      for (const stream of ['stdout', 'stderr'] as const) {
        const chunks = await readChunks(openReader(folder), { maxBytes, stream })
        expect(Buffer.concat(chunks.map(({ bytes }) => bytes))).toEqual(bytesOf(output, stream))
        expect(chunks.every(chunk => chunk.stream === stream)).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
})

test('reading may begin at any cursor, and cursors only go forward', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record({ ...anySizes, seed: fc.nat() }), async (output, { seed, ...sizes }) => {
      const folder = tmpDir()
      await writeLog(folder, output, sizes)
      const all = bytesOf(output)
      const from = seed % (all.length + 1)
      const pages = await readPages(openReader(folder), { from, maxBytes: sizes.maxBytes })
      expect(cover(stretchesOf(pages), from, all.length)).toBe(true)
      expect(Buffer.concat(pages.flatMap(page => page.chunks.map(({ bytes }) => bytes)))).toEqual(all.subarray(from))
    }),
    { numRuns: 60 },
  )
})

test('each byte keeps its stream and its time', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record(anySizes), async (output, { segmentBytes, maxBytes }) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      const chunks = await readChunks(openReader(folder), { maxBytes })
      const read = chunks.flatMap(({ stream, timeMs, bytes }) => Array.from(bytes, () => `${stream} ${timeMs}`))
      expect(read).toEqual(
        output.flatMap(({ stream, timeMs, bytes }) => Array.from(bytes, () => `${stream} ${timeMs}`)),
      )
    }),
    { numRuns: 40 },
  )
})

test('a log that is not there, or has nothing in it, is empty', async () => {
  const reader = openReader(join(tmpDir(), 'nothing'))
  expect(await reader.bounds()).toEqual({ firstAvailable: 0, end: 0 })
  expect(await reader.read({ from: 0, maxBytes: 10 })).toEqual({
    chunks: [],
    gaps: [],
    next: 0,
    end: 0,
    firstAvailable: 0,
    atEnd: true,
  })
  expect(await reader.tail({ lines: 3, maxBytes: 10 })).toBe(0)
  expect(await reader.atTime(5)).toBe(0)
})

test.each([8, -1, 1.5, Number.NaN])('cursor %d of an output of 7 bytes is refused with both numbers', async from => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.from('1234567'), timeMs: 1 }])
  const refusal = openReader(folder).read({ from, maxBytes: 10 })
  await expect(refusal).rejects.toMatchObject({ code: 'invalid-cursor', data: { cursor: from, end: 7 } })
  await expect(refusal).rejects.toThrow(`cursor ${from} is not a place in this output, which ends at 7`)
})

test('a page looks at so many records at most, and says how far it came', async () => {
  const folder = tmpDir()
  const log = await openLog(folder)
  for (let at = 0; at < 20_000; at += 1) {
    log.append('stdout', Buffer.from('x'), at)
    if (at % 1000 === 0) await log.flush()
  }
  log.append('stderr', Buffer.from('found'), 20_000)
  await log.close()
  const first = await openReader(folder).read({ from: 0, maxBytes: 100, stream: 'stderr' })
  expect([first.chunks.length, first.atEnd]).toEqual([0, false])
  expect(first.next).toBeGreaterThan(1000)
  expect(String(await readBytes(openReader(folder), { stream: 'stderr' }))).toBe('found')
})

test('over its cap a log gives up its oldest segments, and a cursor in them is told exactly what is gone', async () => {
  const folder = tmpDir()
  const capBytes = 100_000
  await writePattern(folder, 1_000_000, { capBytes })
  const reader = openReader(folder)
  const { firstAvailable, end } = await reader.bounds()
  expect(end).toBe(1_000_000)
  expect(sizeOfFolder(folder)).toBeLessThanOrEqual(capBytes)
  expect(end - firstAvailable).toBeGreaterThan(capBytes * 0.7)

  const page = await reader.read({ from: 5, maxBytes: 100 })
  expect(page.gaps).toEqual([{ from: 5, to: firstAvailable, reason: 'dropped' }])
  expect(page.chunks[0]?.offset).toBe(firstAvailable)
  expect(page.firstAvailable).toBe(firstAvailable)
  const pages = await readPages(reader, { maxBytes: 10_000 })
  expect(cover(stretchesOf(pages), 0, end)).toBe(true)
  expect(findWrong(pages.flatMap(({ chunks }) => chunks))).toBeUndefined()
})

test('a cap holds across openings', async () => {
  const folder = tmpDir()
  for (let round = 1; round <= 5; round += 1) await writePattern(folder, round * 50_000, { capBytes: 100_000 })
  expect(sizeOfFolder(folder)).toBeLessThanOrEqual(100_000)
  expect((await openReader(folder).bounds()).end).toBe(250_000)
})

test('the index counts under the cap, for output of tiny chunks', async () => {
  const folder = tmpDir()
  const capBytes = 100_000
  const log = await openLog(folder, { capBytes })
  for (let at = 0; at < 20_000; at += 1) {
    if (!log.append(at % 2 ? 'stdout' : 'stderr', Buffer.from('x'), at)) await log.flush()
    if (at % 100 === 0) await log.flush()
  }
  await log.close()
  expect(sizeOfFolder(folder)).toBeLessThanOrEqual(capBytes)
})

test('a segment that vanishes under a reader is a gap, never an error', async () => {
  const folder = tmpDir()
  await writePattern(folder, 10_000, { segmentBytes: 1000 })
  rmSync(join(folder, '0000000000003000.log'))
  rmSync(join(folder, '0000000000005000.idx'))
  expect(await readGaps(openReader(folder))).toEqual([
    { from: 3000, to: 4000, reason: 'dropped' },
    { from: 5000, to: 6000, reason: 'damaged' },
  ])
  rmSync(join(folder, '0000000000000000.log'))
  expect(await openReader(folder).read({ from: 10, maxBytes: 1 })).toMatchObject({
    gaps: [{ from: 10, to: 1000, reason: 'dropped' }],
    firstAvailable: 1000,
    next: 1001,
  })
})

async function writePattern(folder: string, end: number, options: LogOptions): Promise<void> {
  const log = await openLog(folder, options)
  while (log.end < end) {
    const bytes = patternBytes(log.end, Math.min(1000, end - log.end))
    if (!log.append('stdout', bytes, log.end)) await log.flush()
  }
  await log.close()
}

function sizeOf(chunks: readonly { readonly bytes: Uint8Array }[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

function sizeOfFolder(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}
