import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLog } from '../../src/log/append.ts'
import { openReader } from '../../src/log/read.ts'
import { endOf, parseRecord, recordBytes } from '../../src/log/record.ts'
import { tmpDir } from '../tmp.ts'
import { anyOutput, bytesOf, cover, readBytes, readChunks, readGaps, readPages, stretchesOf, writeLog } from './logs.ts'

const anySegment = { segmentBytes: fc.integer({ min: 1, max: 300 }), cut: fc.nat() }

test('an index cut at any byte loses no output', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record(anySegment), async (output, { segmentBytes, cut }) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      cutLast(folder, '.idx', cut)
      await reopen(folder)
      expect(await readBytes(openReader(folder))).toEqual(bytesOf(output))
      checkIndexes(folder)
    }),
    { numRuns: 60 },
  )
})

test('bytes cut anywhere lose nothing before the cut, are said to be gone, and their offsets are not used again', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record(anySegment), async (output, { segmentBytes, cut }) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      const all = bytesOf(output)
      const left = all.length - cutLast(folder, '.log', cut)
      const log = await openLog(folder)
      expect(log.end).toBe(all.length)
      log.append('stdout', Buffer.from('more'), 1)
      await log.close()
      const reader = openReader(folder)
      expect(await readBytes(reader)).toEqual(Buffer.concat([all.subarray(0, left), Buffer.from('more')]))
      const gap = { from: left, to: all.length, reason: 'not-written' }
      expect(await readGaps(reader)).toEqual(left < all.length ? [gap] : [])
      checkIndexes(folder)
    }),
    { numRuns: 60 },
  )
})

test('before anything is mended a reader already sees all that is sure, and says what is not', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.record(anySegment), async (output, { segmentBytes, cut }) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      const all = bytesOf(output)
      const left = all.length - cutLast(folder, '.log', cut)
      const pages = await readPages(openReader(folder))
      expect(cover(stretchesOf(pages), 0, all.length)).toBe(true)
      expect(Buffer.concat(pages.flatMap(page => page.chunks.map(({ bytes }) => bytes)))).toEqual(all.subarray(0, left))
    }),
    { numRuns: 30 },
  )
})

test('bytes without a record are kept, as nobody knows whose', async () => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stderr', bytes: Buffer.from('known'), timeMs: 1 }])
  writeFileSync(join(folder, '0000000000000000.log'), 'known and found')
  expect(String(await readBytes(openReader(folder)))).toBe('known')
  await reopen(folder)
  const chunks = await readChunks(openReader(folder))
  expect(chunks.map(({ stream, bytes }) => [stream, String(bytes)])).toEqual([
    ['stderr', 'known'],
    ['merged', ' and found'],
  ])
  expect(String(await readBytes(openReader(folder), { stream: 'stderr' }))).toBe('known')
  expect(chunks[1]?.timeMs).toBe(Math.floor(statSync(join(folder, '0000000000000000.log')).mtimeMs))
})

test('mending twice is mending once', async () => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.alloc(100), timeMs: 1 }])
  cutLast(folder, '.idx', 10)
  await reopen(folder)
  const once = readFileSync(join(folder, '0000000000000000.idx'))
  await reopen(folder)
  expect(readFileSync(join(folder, '0000000000000000.idx'))).toEqual(once)
})

test('a record that is damaged in the middle is a gap of its bytes, and the rest reads on', async () => {
  const folder = tmpDir()
  const log = await openLog(folder)
  for (const [at, word] of ['one', 'two', 'three'].entries()) log.append('stdout', Buffer.from(word), at)
  await log.close()
  const path = join(folder, '0000000000000000.idx')
  const index = readFileSync(path)
  index.fill(0, recordBytes, 2 * recordBytes)
  writeFileSync(path, index)
  expect(String(await readBytes(openReader(folder)))).toBe('onethree')
  expect(await readGaps(openReader(folder))).toEqual([{ from: 3, to: 6, reason: 'damaged' }])
})

test('zeros at the end of an index, which a power loss may leave, are cut', async () => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.from('kept'), timeMs: 1 }])
  const path = join(folder, '0000000000000000.idx')
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(50 * recordBytes)]))
  expect(String(await readBytes(openReader(folder)))).toBe('kept')
  await reopen(folder)
  expect(statSync(path).size).toBe(recordBytes)
})

test('a segment that a crash left half made or half removed is finished', async () => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.alloc(250, 'x'), timeMs: 1 }], { segmentBytes: 100 })
  rmSync(join(folder, '0000000000000000.log'))
  writeFileSync(join(folder, '0000000000000250.log'), '')
  const log = await openLog(folder)
  expect(log.end).toBe(250)
  log.append('stdout', Buffer.from('on'), 1)
  await log.close()
  expect(readdirSync(folder)).not.toContain('0000000000000000.idx')
  expect(await readGaps(openReader(folder))).toEqual([{ from: 0, to: 100, reason: 'dropped' }])
  expect(String((await readBytes(openReader(folder))).subarray(-3))).toBe('xon')
})

// Cuts the last segment's file to a size taken from `cut`; how many bytes are gone.
function cutLast(folder: string, ending: string, cut: number): number {
  const name = readdirSync(folder)
    .filter(file => file.endsWith(ending))
    .sort()
    .at(-1)
  if (name === undefined) return 0
  const path = join(folder, name)
  const { size } = statSync(path)
  truncateSync(path, cut % (size + 1))
  return size - (cut % (size + 1))
}

async function reopen(folder: string): Promise<void> {
  const log = await openLog(folder)
  await log.close()
}

// Every index covers its bytes exactly: it never points beyond them, and none is left out.
function checkIndexes(folder: string): void {
  for (const name of readdirSync(folder).filter(file => file.endsWith('.idx'))) {
    const index = readFileSync(join(folder, name))
    const start = Number(name.slice(0, 16))
    let at = start
    for (let number = 0; number < index.length / recordBytes; number += 1) {
      const record = parseRecord(index, number)
      if (record?.stream !== 'gap') expect(record?.offset).toBe(at)
      at = record ? endOf(record) : Number.NaN
    }
    expect(at - start).toBe(statSync(join(folder, name.replace('.idx', '.log'))).size)
  }
}
