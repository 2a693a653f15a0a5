import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeRecords, type IndexRecord, parseRecord, recordBytes } from '../../src/log/record.ts'

const u48 = fc.nat({ max: 2 ** 48 - 1 })
const anyRecord: fc.Arbitrary<IndexRecord> = fc.record({
  offset: u48,
  timeMs: u48,
  length: u48,
  stream: fc.constantFrom('stdout', 'stderr', 'pty', 'merged', 'unattributed', 'gap'),
})

test('a record reads back as it was written', () => {
  fc.assert(
    fc.property(fc.array(anyRecord), records => {
      const bytes = encodeRecords(records)
      expect(bytes.length).toBe(records.length * recordBytes)
      expect(records.map((_, at) => parseRecord(bytes, at))).toEqual(records)
    }),
  )
})

test('a record with any bit flipped, or cut anywhere, is not a record', () => {
  fc.assert(
    fc.property(anyRecord, fc.nat({ max: recordBytes * 8 - 1 }), (record, bit) => {
      const bytes = encodeRecords([record])
      expect(parseRecord(bytes.subarray(0, Math.floor(bit / 8)), 0)).toBeUndefined()
      const at = Math.floor(bit / 8)
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit % 8)), at)
      expect(parseRecord(bytes, 0)).toBeUndefined()
    }),
  )
})

test('zeros, which a power loss may leave, are not a record', () => {
  expect(parseRecord(Buffer.alloc(recordBytes), 0)).toBeUndefined()
})

test('the layout on disk stays what other programs know', () => {
  const bytes = encodeRecords([{ offset: 0x010203040506, timeMs: 1_700_000_000_000, length: 80, stream: 'stderr' }])
  expect(bytes.toString('hex')).toBe('0605040302010068e5cf8b015000000000000200672b0c0b')
})
