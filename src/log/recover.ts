import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { Fault } from '../core/fault.ts'
import { IndexReader } from './index-reader.ts'
import { encodeRecords, endOf, type IndexRecord, recordBytes } from './record.ts'
import { indexPath, logPath, readSegmentsAndHalves, removeSegment, unlessMissing } from './segment.ts'

/** A segment whose index says exactly what lies in its `.log`. */
export type RecoveredSegment = { readonly start: number; readonly logBytes: number; readonly indexBytes: number }

/** What is there of a log, oldest segment first. */
export type RecoveredLog = {
  readonly segments: readonly RecoveredSegment[]
  /** Where the bytes end. */
  readonly end: number
  /** Where records said that they end: past `end` when bytes were lost. No offset below it is used again. */
  readonly promised: number
  /** The time of the last record. */
  readonly timeMs: number
}

/**
 * Makes files and index agree after a crash, and loses nothing that is there: bytes without a record become
 * unattributed, records without bytes and torn records are cut, a half made or half removed segment is finished.
 */
export async function recoverLog(folder: string): Promise<RecoveredLog> {
  const segments: RecoveredSegment[] = []
  let end = 0
  let promised = 0
  let timeMs = 0
  for (const start of await readSegmentsAndHalves(folder)) {
    const found = await recoverSegment({ folder, start, sinceMs: timeMs })
    if (found.segment) segments.push(found.segment)
    end = start + (found.segment?.logBytes ?? 0)
    promised = Math.max(promised, end, found.promised)
    timeMs = found.timeMs
  }
  return { segments, end, promised, timeMs }
}

type Recovering = { readonly folder: string; readonly start: number; readonly sinceMs: number }

type Recovered = {
  readonly segment: RecoveredSegment | undefined
  readonly promised: number
  readonly timeMs: number
}

async function recoverSegment({ folder, start, sinceMs }: Recovering): Promise<Recovered> {
  const log = await readOwn(logPath(folder, start))
  await readOwn(indexPath(folder, start))
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants
  await using index = await open(indexPath(folder, start), O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
  const stop = start + (log?.size ?? 0)
  const tail = await readTail(index, stop)
  const timeMs = Math.max(sinceMs, tail.timeMs)
  if (log === undefined) {
    await removeSegment(folder, start)
    return { segment: undefined, promised: tail.promised, timeMs }
  }
  const mended = mendTail(tail, { start, stop, timeMs: Math.max(timeMs, Math.floor(log.mtimeMs)) })
  const indexBytes = await writeMended(index, mended)
  return {
    segment: { start, logBytes: log.size, indexBytes },
    promised: tail.promised,
    timeMs: mended.records.at(-1)?.timeMs ?? timeMs,
  }
}

// What is not a file of ours, a symlink for one, is never opened: not even to look, since a FIFO would hold us up.
async function readOwn(path: string): Promise<Stats | undefined> {
  const stats = await unlessMissing(lstat(path))
  if (stats === undefined || stats.isFile()) return stats
  throw new Fault({
    code: 'refused',
    message: `${path} should be a file with a run's output, but it is something else`,
    hint: 'Move it away; skep does not follow links where it keeps output.',
  })
}

/** The last record that has bytes, how many records there are up to it, and what those after it claimed. */
type Tail = {
  readonly last: IndexRecord | undefined
  readonly count: number
  readonly promised: number
  readonly timeMs: number
}

async function readTail(file: FileHandle, stop: number): Promise<Tail> {
  const index = new IndexReader(file, Math.floor((await file.stat()).size / recordBytes))
  let promised = 0
  let timeMs = 0
  for await (const block of index.backward(index.count)) {
    for (const { at, record } of block) {
      if (record === undefined) continue
      promised = Math.max(promised, endOf(record))
      timeMs = Math.max(timeMs, record.timeMs)
      if (record.offset < stop || record.stream === 'gap') return { last: record, count: at + 1, promised, timeMs }
    }
  }
  return { last: undefined, count: 0, promised, timeMs }
}

type Mended = { readonly from: number; readonly records: readonly IndexRecord[] }

type Found = { readonly start: number; readonly stop: number; readonly timeMs: number }

function mendTail({ last, count }: Tail, { start, stop, timeMs }: Found): Mended {
  const covered = last ? endOf(last) : start
  if (last && covered > stop) return { from: count - 1, records: [{ ...last, length: stop - last.offset }] }
  if (covered === stop) return { from: count, records: [] }
  return { from: count, records: [{ stream: 'unattributed', offset: covered, length: stop - covered, timeMs }] }
}

// Leaves an index that is right untouched, so that readers never see it shrink without need.
async function writeMended(file: FileHandle, { from, records }: Mended): Promise<number> {
  const bytes = encodeRecords(records)
  const size = from * recordBytes + bytes.length
  if (bytes.length > 0) await file.write(bytes, 0, bytes.length, from * recordBytes)
  if ((await file.stat()).size !== size) await file.truncate(size)
  return size
}
