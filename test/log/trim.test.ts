import { readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from '../../src/log/append.ts'
import { openReader } from '../../src/log/read.ts'
import { trimLogs } from '../../src/log/trim.ts'
import { tmpDir } from '../tmp.ts'
import { findWrong, patternBytes, readChunks, readGaps } from './logs.ts'

test('the segments written longest ago go first, across runs, until the cap is kept', async () => {
  const older = await writeSegments(1_000)
  const newer = await writeSegments(2_000)
  const before = sizeOf(older) + sizeOf(newer)
  const trimmed = await trimLogs(
    [
      { folder: newer, isLive: false },
      { folder: older, isLive: false },
    ],
    before - 2_500,
  )
  expect(trimmed.keptBytes).toBe(sizeOf(older) + sizeOf(newer))
  expect(trimmed.freedBytes).toBe(before - trimmed.keptBytes)
  expect(trimmed.keptBytes).toBeLessThanOrEqual(before - 2_500)
  expect(await openReader(older).bounds()).toEqual({ firstAvailable: 3_000, end: 5_000 })
  expect(await openReader(newer).bounds()).toEqual({ firstAvailable: 0, end: 5_000 })
})

test('a log within the cap is not touched', async () => {
  const folder = await writeSegments(1_000)
  expect(await trimLogs([{ folder, isLive: false }], 1_000_000)).toEqual({ freedBytes: 0, keptBytes: sizeOf(folder) })
  expect(await openReader(folder).bounds()).toEqual({ firstAvailable: 0, end: 5_000 })
})

test('a live log keeps its last segment, and goes on', async () => {
  const folder = await writeSegments(1_000)
  const log = await openLog(folder, { segmentBytes: 1_000 })
  await trimLogs([{ folder, isLive: true }], 0)
  expect(await openReader(folder).bounds()).toEqual({ firstAvailable: 4_000, end: 5_000 })
  log.append('stdout', patternBytes(5_000, 500), 1)
  await log.close()
  expect(findWrong(await readChunks(openReader(folder)))).toBeUndefined()
  expect((await openReader(folder).bounds()).end).toBe(5_500)
})

test('an ended log may lose all its bytes, and still knows where it ended', async () => {
  const folder = await writeSegments(1_000)
  await trimLogs([{ folder, isLive: false }], 0)
  expect(sizeOf(folder)).toBe(0)
  expect(await openReader(folder).bounds()).toEqual({ firstAvailable: 5_000, end: 5_000 })
  expect(await readGaps(openReader(folder))).toEqual([{ from: 0, to: 5_000, reason: 'dropped' }])
  expect((await trimLogs([{ folder, isLive: false }], 0)).freedBytes).toBe(0)
  const log = await openLog(folder)
  expect(log.end).toBe(5_000)
  await log.close()
})

test('a log is dropped from its beginning, whatever its files say of their age', async () => {
  const folder = await writeSegments(1_000)
  utimesSync(join(folder, '0000000000000000.log'), 5_000, 5_000)
  await trimLogs([{ folder, isLive: false }], 2_100)
  expect((await openReader(folder).bounds()).firstAvailable).toBe(3_000)
})

// Five segments of a thousand bytes, last written at this time (s since 1970).
async function writeSegments(writtenS: number): Promise<string> {
  const folder = tmpDir()
  const log = await openLog(folder, { segmentBytes: 1_000 })
  log.append('stdout', patternBytes(0, 5_000), 1)
  await log.close()
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), writtenS, writtenS)
  return folder
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}
