import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LogWriter, openLog } from '../../src/log/append.ts'
import { openReader } from '../../src/log/read.ts'
import { recordBytes } from '../../src/log/record.ts'
import { writeToDisk } from '../../src/log/segment-writer.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { SmallDisk } from './disk.ts'
import { cover, findWrong, patternBytes, readBytes, readChunks, readGaps, readPages, stretchesOf } from './logs.ts'

const kibibyte = 1024
const plenty = Number.MAX_SAFE_INTEGER

test('a full disk never makes a source wait or fail', async () => {
  const log = await openLog(tmpDir(), { write: new SmallDisk(0).write })
  const chunk = Buffer.alloc(64 * kibibyte)
  for (let given = 0; given < 16 * 1024 * kibibyte; given += chunk.length) {
    if (!log.append('stdout', chunk, 1)) await until(() => log.trouble, { what: 'the disk refusing' })
  }
  expect(log.append('stdout', chunk, 1)).toBe(true)
  expect(log.trouble).toMatchObject({ code: 'disk-full' })
  await log.close()
})

test('a source that was paused is told to go on when the disk turns out to be full', async () => {
  const log = await openLog(tmpDir(), { write: new SmallDisk(0).write })
  let drained = 0
  log.onDrain(() => {
    drained += 1
  })
  while (log.append('stdout', Buffer.alloc(64 * kibibyte), 1)) expect(log.end).toBeLessThan(64 * 1024 * kibibyte)
  await until(() => drained === 1, { what: 'the source being told' })
  await log.close()
})

test('what is written while the disk is full for a moment is all kept', async () => {
  const folder = tmpDir()
  const disk = new SmallDisk(10)
  const log = await openLog(folder, { write: disk.write })
  log.append('stdout', patternBytes(0, 500), 1)
  await log.flush()
  expect(log.trouble).toMatchObject({ code: 'disk-full' })
  log.append('stdout', patternBytes(500, 500), 2)
  disk.freeBytes = plenty
  await until(() => log.durableEnd === 1000, { what: 'everything being kept' })
  expect([log.trouble, log.droppedBytes]).toEqual([undefined, 0])
  await log.close()
  const pages = await readPages(openReader(folder))
  expect(cover(stretchesOf(pages), 0, 1000)).toBe(true)
  expect(findWrong(pages.flatMap(({ chunks }) => chunks))).toBeUndefined()
  expect(pages.flatMap(({ gaps }) => gaps)).toEqual([])
})

test('what found no room is a gap with its exact length; offsets go on, and so does the log, by itself', async () => {
  const folder = tmpDir()
  const disk = new SmallDisk(100 * kibibyte)
  const log = await openLog(folder, { write: disk.write })
  await appendPattern(log, 6 * 1024 * kibibyte)
  expect(log.droppedBytes).toBeGreaterThan(1024 * kibibyte)
  disk.freeBytes = plenty
  await until(() => log.durableEnd === log.end, { what: 'the log catching up' })
  await appendPattern(log, 7 * 1024 * kibibyte)
  await log.close()

  const reader = openReader(folder)
  const gaps = await readGaps(reader, { maxBytes: 1024 * kibibyte })
  expect(gaps.map(({ reason }) => reason)).toEqual(['not-written'])
  expect(gaps.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(log.droppedBytes)
  const pages = await readPages(reader, { maxBytes: 1024 * kibibyte })
  expect(cover(stretchesOf(pages), 0, log.end)).toBe(true)
  expect(findWrong(await readChunks(reader, { maxBytes: 1024 * kibibyte }))).toBeUndefined()
})

test('a page that begins in a gap says the rest of it', async () => {
  const folder = tmpDir()
  const disk = new SmallDisk(0)
  const log = await openLog(folder, { write: disk.write })
  await appendPattern(log, 6 * 1024 * kibibyte)
  disk.freeBytes = plenty
  await until(() => log.durableEnd === log.end, { what: 'the log catching up' })
  await log.close()
  const [gap] = await readGaps(openReader(folder), { maxBytes: 1024 * kibibyte })
  const inside = (gap?.from ?? 0) + 10
  const page = await openReader(folder).read({ from: inside, maxBytes: 10 })
  expect(page.gaps).toEqual([{ from: inside, to: log.end, reason: 'not-written' }])
  expect(page.atEnd).toBe(true)
})

test('what a disk that stays full did not take is counted at the close, and what it took can be read', async () => {
  const folder = tmpDir()
  const log = await openLog(folder, { write: new SmallDisk(500).write })
  log.append('stdout', patternBytes(0, 400), 1)
  await log.flush()
  log.append('stdout', patternBytes(400, 600), 2)
  await log.close()
  expect(log.droppedBytes + log.durableEnd).toBe(1000)
  const { end } = await openReader(folder).bounds()
  expect(end).toBe(log.durableEnd)
  expect(findWrong(await readChunks(openReader(folder)))).toBeUndefined()
})

test('bytes that did not get through have no record, also when there is room for one', async () => {
  const folder = tmpDir()
  let calls = 0
  const log = await openLog(folder, {
    async write(file, buffers, position) {
      calls += 1
      if (calls === 1) return writeToDisk(file, [patternBytes(0, 100)], position)
      if (calls === 2) throw new Error('the disk is gone')
      return writeToDisk(file, buffers, position)
    },
  })
  log.append('stdout', patternBytes(0, 300), 1)
  await log.flush()
  expect([log.durableEnd, (await openReader(folder).bounds()).end]).toEqual([100, 100])
  await log.flush()
  expect([log.durableEnd, log.trouble]).toEqual([300, undefined])
  await log.close()
  expect(await readBytes(openReader(folder))).toEqual(patternBytes(0, 300))
})

test('a gap whose record the disk refuses is tried again, and leaves nothing half made', async () => {
  const folder = tmpDir()
  const disk = new SmallDisk(0)
  let refusals = 2
  const log = await openLog(folder, {
    async write(file, buffers, position) {
      const isGapRecord = disk.freeBytes > 0 && position === 0 && buffers[0]?.length === recordBytes
      if (isGapRecord && log.durableEnd > 0 && refusals > 0) {
        refusals -= 1
        throw new Error('not yet')
      }
      return disk.write(file, buffers, position)
    },
  })
  await appendPattern(log, 5 * 1024 * kibibyte)
  disk.freeBytes = plenty
  await until(() => log.durableEnd === log.end, { what: 'the log catching up' })
  expect(refusals).toBe(0)
  await log.close()
  expect(readdirSync(folder).length).toBe(4)
})

test('a disk that takes only a part at a time keeps everything in order', async () => {
  const folder = tmpDir()
  const disk = new SmallDisk(plenty)
  const log = await openLog(folder, {
    segmentBytes: 1000,
    write: (file, buffers, position) => disk.write(file, [buffers[0]?.subarray(0, 7) ?? Buffer.alloc(0)], position),
  })
  for (let offset = 0; offset < 3000; offset += 50) log.append('stdout', patternBytes(offset, 50), offset)
  await log.close()
  const pages = await readPages(openReader(folder))
  expect(cover(stretchesOf(pages), 0, 3000)).toBe(true)
  expect(findWrong(pages.flatMap(({ chunks }) => chunks))).toBeUndefined()
})

// Appends up to an end, and obeys when it is asked to pause.
async function appendPattern(log: LogWriter, end: number): Promise<void> {
  while (log.end < end) {
    if (!log.append('stdout', patternBytes(log.end, 64 * kibibyte), 1)) await log.flush()
  }
  await log.flush()
}
