import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A run's output lies in its folder as segments. Each is named by the offset in the run of its first byte, as 16
 * decimal digits, and is two files: `….log`, the raw bytes in order of arrival, and `….idx`, their records.
 *
 * - A byte's place in the `.log` is its offset less the segment's start: nothing is ever left out in between.
 * - Bytes are written first, then their record. What has no record is not there yet; readers trust only the index.
 * - A segment exists while its `.idx` does; of two that go, the `.log` goes first.
 * - Only the last segment of a run grows. Where the next one starts later than one ends, bytes are missing, and a gap
 *   record, always the first of its segment and ending at its start, says that they were never written.
 */
export const segmentBytes: number = 16 * 1024 * 1024

const digits = 16
const indexName = /^\d{16}\.idx$/
const fileName = /^\d{16}\.(idx|log)$/

/** The path of a segment's raw bytes. */
export function logPath(folder: string, start: number): string {
  return join(folder, `${renderStart(start)}.log`)
}

/** The path of a segment's index. */
export function indexPath(folder: string, start: number): string {
  return join(folder, `${renderStart(start)}.idx`)
}

function renderStart(start: number): string {
  return String(start).padStart(digits, '0')
}

/** Where the segments in a folder start, oldest first; none when the folder is not there. */
export async function readSegments(folder: string): Promise<readonly number[]> {
  return readStarts(folder, indexName)
}

/** Like `readSegments`, with those that a crash left half made or half removed. */
export async function readSegmentsAndHalves(folder: string): Promise<readonly number[]> {
  return [...new Set(await readStarts(folder, fileName))]
}

async function readStarts(folder: string, pattern: RegExp): Promise<number[]> {
  const names = await unlessMissing(readdir(folder))
  const starts = (names ?? []).filter(name => pattern.test(name)).map(name => Number(name.slice(0, digits)))
  return starts.sort((one, other) => one - other)
}

/** Removes a segment; one that is gone already is fine. */
export async function removeSegment(folder: string, start: number): Promise<void> {
  await rm(logPath(folder, start), { force: true })
  await rm(indexPath(folder, start), { force: true })
}

/** What a promise gives, or undefined when the file it speaks of is not there (any more). */
export async function unlessMissing<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The `errno` word of what a file operation threw, `ENOSPC` for one. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
