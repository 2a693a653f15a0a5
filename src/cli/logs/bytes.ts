import type { OutputSource } from '../../client/client.ts'
import type { OutputPlace } from '../../client/line-reader.ts'
import type { StreamChoice } from '../../core/output.ts'
import type { Piece, RunReading } from './entry.ts'

const pageBytes = 256 * 1024

/** Reads a run's output as the very bytes that it wrote. */
export function openRunBytes(source: OutputSource, from: OutputPlace, stream: StreamChoice): RunReading {
  let cursor = from.offset
  return {
    async read() {
      const page = await source.read({ from: cursor, maxBytes: pageBytes, stream })
      cursor = page.next
      const bytes = page.chunks.map(({ offset, timeMs, bytes }): Piece => {
        return { timeMs, next: { offset: offset + bytes.length, back: 0 }, body: { kind: 'bytes', bytes } }
      })
      const gaps = page.gaps.map((gap): Piece => {
        return { timeMs: 0, next: { offset: gap.to, back: 0 }, body: { kind: 'gap', gap } }
      })
      return { items: [...bytes, ...gaps].sort((one, other) => one.next.offset - other.next.offset), atEnd: page.atEnd }
    },
    rest: () => [],
  }
}
