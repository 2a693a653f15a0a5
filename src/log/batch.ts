import type { Chunk } from '../core/output.ts'
import type { IndexRecord } from './record.ts'

/** The first `limitBytes` of a row of chunks; the last one is cut where they end. */
export function cutChunks(chunks: Iterable<Chunk>, limitBytes: number): Chunk[] {
  const cut: Chunk[] = []
  let left = limitBytes
  for (const chunk of chunks) {
    if (left <= 0) break
    cut.push(chunk.bytes.length <= left ? chunk : { ...chunk, bytes: chunk.bytes.subarray(0, left) })
    left -= chunk.bytes.length
  }
  return cut
}

/** The records of a batch: neighbours of one stream and one millisecond share one. */
export function toRecords(chunks: readonly Chunk[]): IndexRecord[] {
  const records: IndexRecord[] = []
  for (const { stream, offset, timeMs, bytes } of chunks) {
    const last = records.at(-1)
    if (last && last.stream === stream && last.timeMs === timeMs) {
      records[records.length - 1] = { ...last, length: last.length + bytes.length }
    } else {
      records.push({ stream, offset, timeMs, length: bytes.length })
    }
  }
  return records
}
