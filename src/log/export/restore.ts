import { mkdir } from 'node:fs/promises'
import type { Chunk } from '../../core/output.ts'
import { runCapBytes } from '../append.ts'
import { toRestoreFault } from '../disk-fault.ts'
import type { Gap } from '../page.ts'
import { segmentBytes } from '../segment.ts'
import { SegmentRow } from '../segment-row.ts'
import { closeSegment, createSegment, writeToDisk } from '../segment-writer.ts'

/** Makes a log of what another one held: the same bytes at the same offsets, with their times and streams. */
export type Restore = {
  add(chunk: Chunk): Promise<void>
  miss(gap: Gap): Promise<void>
  /** Writes what waits, and lets the log end at this offset. */
  finish(end: number): Promise<void>
  /** Closes the files, wherever it stands. */
  close(): Promise<void>
}

const batch = { bytes: 1024 * 1024, chunks: 1024 }

/** Opens it in a folder that is not there yet. */
export async function openRestore(folder: string): Promise<Restore> {
  await mkdir(folder, { mode: 0o700 })
  const row = new SegmentRow({ folder, segmentBytes, capBytes: runCapBytes, write: writeToDisk })
  let waiting: Chunk[] = []
  let waitingBytes = 0
  let written = 0
  let timeMs = 0

  // A segment that gets full takes a part, and the next one the rest.
  async function write(): Promise<void> {
    let chunks: readonly Chunk[] = waiting
    waiting = []
    waitingBytes = 0
    while (chunks.length > 0) {
      const { bytes, failure } = await row.append(chunks)
      if (failure) throw toRestoreFault(failure)
      written = (chunks[0]?.offset ?? 0) + bytes
      chunks = withoutFirst(chunks, bytes)
    }
  }

  return {
    async add(chunk) {
      waiting.push(chunk)
      waitingBytes += chunk.bytes.length
      timeMs = chunk.timeMs
      if (waitingBytes >= batch.bytes || waiting.length >= batch.chunks) await write()
    },
    // What was dropped or lost is told by where the next segment starts; only what was never written has a record.
    async miss({ from, to, reason }) {
      await write()
      if (reason !== 'not-written') return
      const { failure } = await row.skip({ stream: 'gap', offset: from, timeMs, length: to - from })
      if (failure) throw toRestoreFault(failure)
      written = to
    },
    async finish(end) {
      await write()
      await row.close()
      if (written !== end) await closeSegment(await createSegment(folder, end))
    },
    close: () => row.close(),
  }
}

function withoutFirst(chunks: readonly Chunk[], bytes: number): Chunk[] {
  const rest: Chunk[] = []
  let skip = bytes
  for (const chunk of chunks) {
    if (skip < chunk.bytes.length)
      rest.push({ ...chunk, offset: chunk.offset + skip, bytes: chunk.bytes.subarray(skip) })
    skip = Math.max(0, skip - chunk.bytes.length)
  }
  return rest
}
