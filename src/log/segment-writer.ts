import { constants } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { Chunk } from '../core/output.ts'
import { cutChunks, toRecords } from './batch.ts'
import { encodeRecords, type IndexRecord, recordBytes } from './record.ts'
import { indexPath, logPath, removeSegment } from './segment.ts'

/** How a run's output reaches the disk: writes at a place in a file and tells how many bytes got there. */
export type WriteAt = (file: FileHandle, buffers: readonly Uint8Array[], position: number) => Promise<number>

/** Off the event loop, all buffers in one call. */
export const writeToDisk: WriteAt = async (file, buffers, position) =>
  (await file.writev(buffers, position)).bytesWritten

/** A segment open for appending. The sizes are what counts; a failed write may have left bytes behind them. */
export type SegmentWriter = {
  readonly folder: string
  readonly start: number
  readonly log: FileHandle
  readonly index: FileHandle
  logBytes: number
  indexBytes: number
}

/** How much of what was asked is written and indexed, and what stopped the rest. */
export type Kept = { readonly bytes: number; readonly failure?: unknown }

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants

/** Makes a new segment: both of its files or none. What already has such a name, a symlink for one, is left alone. */
export async function createSegment(folder: string, start: number): Promise<SegmentWriter> {
  const log = await createFile(logPath(folder, start))
  try {
    const index = await createFile(indexPath(folder, start))
    return { folder, start, log, index, logBytes: 0, indexBytes: 0 }
  } catch (error) {
    await log.close()
    await rm(logPath(folder, start))
    throw error
  }
}

async function createFile(path: string): Promise<FileHandle> {
  return open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
}

/** Opens a segment that is there, to go on at these sizes. */
export async function openSegment({ folder, start, ...sizes }: SegmentSizes): Promise<SegmentWriter> {
  const log = await open(logPath(folder, start), O_WRONLY | O_NOFOLLOW)
  try {
    const index = await open(indexPath(folder, start), O_WRONLY | O_NOFOLLOW)
    return { folder, start, log, index, ...sizes }
  } catch (error) {
    await log.close()
    throw error
  }
}

export type SegmentSizes = Pick<SegmentWriter, 'folder' | 'start' | 'logBytes' | 'indexBytes'>

/** Closes both files. */
export async function closeSegment({ log, index }: SegmentWriter): Promise<void> {
  await Promise.all([log.close(), index.close()])
}

/** Closes and removes a segment that never held anything. */
export async function discardSegment(segment: SegmentWriter): Promise<void> {
  await closeSegment(segment)
  await removeSegment(segment.folder, segment.start)
}

/**
 * Writes chunks at the segment's end: the bytes, then their records. What got through counts, also when the rest did
 * not; the same chunks may be given again, because everything is written at its place and nothing after what counts.
 */
export async function writeChunks(segment: SegmentWriter, chunks: readonly Chunk[], write: WriteAt): Promise<Kept> {
  const buffers = chunks.map(chunk => chunk.bytes)
  const bytes = await writeAll({ file: segment.log, buffers, position: segment.logBytes }, write)
  const indexed = await writeRecords(segment, toRecords(cutChunks(chunks, bytes.bytes)), write)
  segment.logBytes += indexed.bytes
  return { bytes: indexed.bytes, failure: bytes.failure ?? indexed.failure }
}

/** Writes records at the end of the index; of those that are whole in it, the sum of their lengths. */
export async function writeRecords(
  segment: SegmentWriter,
  records: readonly IndexRecord[],
  write: WriteAt,
): Promise<Kept> {
  const buffers = [encodeRecords(records)]
  const { bytes, failure } = await writeAll({ file: segment.index, buffers, position: segment.indexBytes }, write)
  const whole = Math.floor(bytes / recordBytes)
  segment.indexBytes += whole * recordBytes
  return { bytes: records.slice(0, whole).reduce((sum, record) => sum + record.length, 0), failure }
}

type Writing = { readonly file: FileHandle; readonly buffers: readonly Uint8Array[]; readonly position: number }

async function writeAll({ file, buffers, position }: Writing, write: WriteAt): Promise<Kept> {
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0)
  let rest = buffers
  let bytes = 0
  try {
    while (bytes < total) {
      const written = await write(file, rest, position + bytes)
      if (written === 0) throw new Error('nothing was written')
      bytes += written
      rest = withoutFirst(rest, written)
    }
    return { bytes }
  } catch (failure) {
    return { bytes, failure }
  }
}

function withoutFirst(buffers: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = []
  let skip = bytes
  for (const buffer of buffers) {
    if (skip < buffer.length) rest.push(buffer.subarray(skip))
    skip = Math.max(0, skip - buffer.length)
  }
  return rest
}
