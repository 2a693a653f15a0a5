import { type FileHandle, open } from 'node:fs/promises'
import { openIndex } from '../index-reader.ts'
import { endOf, type IndexRecord } from '../record.ts'
import { logPath, unlessMissing } from '../segment.ts'
import type { LogShape } from '../shape.ts'

/** A stretch of a run's output with the records of its bytes. Its memory is used again for the block after the next. */
export type Block = { readonly start: number; readonly bytes: Buffer; readonly records: readonly IndexRecord[] }

/** So much is read, and looked through, at once: every turn costs something, and of more the next memory is farther. */
const blockBytes = 4 * 1024 * 1024

/** Reads a run's output from an offset on in large blocks; while one is looked at, the next one is read. */
export async function* readBlocks(folder: string, shape: LogShape, from: number): AsyncGenerator<Block> {
  const rooms = [new Room(), new Room()] as const
  for (const [at, start] of shape.segments.entries()) {
    const stop = shape.segments[at + 1] ?? shape.end
    if (stop > from) yield* readSegment({ folder, start, from, stop }, rooms)
  }
}

type Segment = { readonly folder: string; readonly start: number; readonly from: number; readonly stop: number }

async function* readSegment(segment: Segment, rooms: readonly [Room, Room]): AsyncGenerator<Block> {
  // One that is gone was dropped meanwhile.
  await using file = await unlessMissing(open(logPath(segment.folder, segment.start)))
  if (!file) return
  let ahead: Promise<Block> | undefined
  let turn: 0 | 1 = 0
  try {
    for await (const records of planBlocks(segment)) {
      const next = readBlock({ file, at: segment.start, records }, rooms[turn])
      turn = turn === 0 ? 1 : 0
      const block = ahead
      ahead = next
      if (block) yield await block
    }
    if (ahead) yield await ahead
  } finally {
    await ahead?.catch(() => undefined)
  }
}

/** The records of a segment in rows of about a block each; where bytes are missing, a new one begins. */
async function* planBlocks({ folder, start, from, stop }: Segment): AsyncGenerator<IndexRecord[]> {
  await using index = await openIndex(folder, start)
  if (!index) return
  let row: IndexRecord[] = []
  let bytes = 0
  for await (const entries of index.forward(0)) {
    for (const { record } of entries) {
      if (!record || record.stream === 'gap' || endOf(record) <= from || record.offset >= stop) continue
      const last = row.at(-1)
      if (last && (bytes + record.length > blockBytes || endOf(last) !== record.offset)) {
        yield row
        row = []
        bytes = 0
      }
      row.push(record)
      bytes += record.length
    }
  }
  if (row.length > 0) yield row
}

/** Memory that is made once: fresh memory costs more than what is read into it. */
class Room {
  #buffer: Buffer = Buffer.alloc(0)

  take(bytes: number): Buffer {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes)
    return this.#buffer.subarray(0, bytes)
  }
}

type Reading = { readonly file: FileHandle; readonly at: number; readonly records: readonly IndexRecord[] }

async function readBlock({ file, at, records }: Reading, room: Room): Promise<Block> {
  const start = records[0]?.offset ?? 0
  const last = records.at(-1)
  const bytes = room.take((last ? endOf(last) : start) - start)
  let got = 0
  while (got < bytes.length) {
    const { bytesRead } = await file.read(bytes, got, bytes.length - got, start - at + got)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return { start, bytes: bytes.subarray(0, got), records }
}
