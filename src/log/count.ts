import type { Stream } from '../core/output.ts'
import { inOrder } from './line-reader.ts'
import type { Bounds } from './page.ts'
import type { LogReader } from './read.ts'

/** A page costs as much as half of this beside its bytes; counting so many takes two milliseconds. */
const pageBytes = 1024 * 1024
const newline = 10

/**
 * How many lines are kept between the bounds, of each stream on its own: what ends with a newline, at a gap or at the end
 * is one, however long it is.
 */
export async function countLines(reader: Pick<LogReader, 'read'>, { firstAvailable, end }: Bounds): Promise<number> {
  const unfinished = new Set<Stream>()
  let lines = 0
  for (let from = firstAvailable; from < end; ) {
    const page = await reader.read({ from, maxBytes: Math.min(pageBytes, end - from) })
    for (const piece of inOrder(page)) {
      if ('reason' in piece) {
        lines += unfinished.size
        unfinished.clear()
        continue
      }
      lines += countNewlines(piece.bytes)
      if (piece.bytes.at(-1) === newline) unfinished.delete(piece.stream)
      else unfinished.add(piece.stream)
    }
    if (page.next === from) break
    from = page.next
  }
  return lines + unfinished.size
}

// Byte by byte: as fast for empty lines as for long ones.
function countNewlines(bytes: Uint8Array): number {
  let count = 0
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === newline) count += 1
  return count
}
