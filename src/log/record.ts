import type { crc32 } from 'node:zlib'
import type { Stream } from '../core/output.ts'

/**
 * The index beside a segment is a row of these, oldest first, 24 bytes each, little endian:
 *
 *     0  u48  offset in the run of the first byte
 *     6  u48  time, ms since 1970; never less than the record's before
 *    12  u48  length in bytes, at least 1
 *    18  u8   stream: 1 stdout, 2 stderr, 3 pty, 4 merged, 5 unattributed, 6 gap
 *    19  u8   0
 *    20  u32  CRC-32 of the 20 bytes before
 */
export const recordBytes = 24

/** `unattributed`: found after a crash without a record. `gap`: passed by, but not kept. */
export type RecordStream = Stream | 'unattributed' | 'gap'

export type IndexRecord = {
  readonly offset: number
  readonly timeMs: number
  readonly length: number
  readonly stream: RecordStream
}

const streams: readonly RecordStream[] = ['stdout', 'stderr', 'pty', 'merged', 'unattributed', 'gap']
const checkedBytes = 20

/** The records as they stand in the file. */
export function encodeRecords(records: readonly IndexRecord[]): Buffer {
  const bytes = Buffer.alloc(records.length * recordBytes)
  for (const [at, record] of records.entries()) {
    encode(record, bytes.subarray(at * recordBytes, (at + 1) * recordBytes))
  }
  return bytes
}

function encode({ offset, timeMs, length, stream }: IndexRecord, bytes: Buffer): void {
  bytes.writeUIntLE(offset, 0, 6)
  bytes.writeUIntLE(timeMs, 6, 6)
  bytes.writeUIntLE(length, 12, 6)
  bytes.writeUInt8(streams.indexOf(stream) + 1, 18)
  bytes.writeUInt32LE(checksum(bytes.subarray(0, checkedBytes)), checkedBytes)
}

/** The record at a place in a block of the index; undefined when it is torn, zeroed or otherwise damaged. */
export function parseRecord(block: Buffer, at: number): IndexRecord | undefined {
  const bytes = block.subarray(at * recordBytes, (at + 1) * recordBytes)
  if (bytes.length < recordBytes) return undefined
  const stream = streams[bytes.readUInt8(18) - 1]
  if (stream === undefined || bytes.readUInt32LE(checkedBytes) !== checksum(bytes.subarray(0, checkedBytes))) {
    return undefined
  }
  return { offset: bytes.readUIntLE(0, 6), timeMs: bytes.readUIntLE(6, 6), length: bytes.readUIntLE(12, 6), stream }
}

/** The offset after a record's last byte. */
export function endOf({ offset, length }: IndexRecord): number {
  return offset + length
}

let loaded: typeof crc32 | undefined

// Loaded for the first record: a command that only might read output is not to wait for all of node:zlib.
function checksum(bytes: Uint8Array): number {
  loaded ??= process.getBuiltinModule('node:zlib').crc32
  return loaded(bytes)
}
