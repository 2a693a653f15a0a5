import { describe, expect, it } from 'vitest'
import { readStretch } from '../../src/client/stretch.ts'
import type { Chunk } from '../../src/core/output.ts'
import type { LogReader } from '../../src/log/read.ts'

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A reader of one text, of which the first bytes may be gone. */
function readerOf(text: string, firstAvailable = 0): Pick<LogReader, 'read'> {
  const bytes = toBytes(text)
  return {
    async read({ from, maxBytes }) {
      const start = Math.max(from, firstAvailable)
      const part = bytes.subarray(start, start + maxBytes)
      const chunk: Chunk = { stream: 'stdout', offset: start, timeMs: 0, bytes: part }
      const next = start + part.length
      const gaps = start > from ? [{ from, to: start, reason: 'dropped' as const }] : []
      const end = bytes.length
      return { chunks: part.length > 0 ? [chunk] : [], gaps, next, end, firstAvailable, atEnd: next === end }
    },
  }
}

const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index}\n`).join('')

describe('a stretch of output', () => {
  it('that is short is whole', async () => {
    const stretch = await readStretch(readerOf('before answer after'), { from: 7, to: 13 })
    expect(stretch).toMatchObject({ head: 'answer', tail: '', cutBytes: 0, missingBytes: 0 })
  })

  it('that is long has its first and its last lines whole, and every byte between is counted', async () => {
    const stretch = await readStretch(readerOf(lines), { from: 0, to: lines.length })
    const { head, tail, cutAt, cutBytes } = stretch
    expect(head.endsWith('\n') && lines.startsWith(head)).toBe(true)
    expect(lines.endsWith(`\n${tail}`)).toBe(true)
    expect([cutAt, head.length + cutBytes + tail.length]).toEqual([head.length, lines.length])
  })

  it('says how much of it is not kept any more, and takes nothing that lies behind it', async () => {
    const stretch = await readStretch(readerOf('0123456789', 4), { from: 2, to: 6 })
    expect(stretch).toMatchObject({ head: '45', missingBytes: 2, cutBytes: 0 })
  })
})
