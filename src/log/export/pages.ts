import type { Chunk } from '../../core/output.ts'
import type { Gap, Page } from '../page.ts'
import type { LogReader } from '../read.ts'

/** A piece of what a log holds: bytes, or the place where some are missing. */
export type Stretch =
  | { readonly kind: 'chunk'; readonly from: number; readonly chunk: Chunk }
  | { readonly kind: 'gap'; readonly from: number; readonly gap: Gap }

/** As much as is read at once: a few of these are in memory, however long the log is. */
const pageBytes = 128 * 1024

/** What a log holds from its beginning to a place, in order and without a hole; what grows behind that is left out. */
export async function* readStretches(reader: Pick<LogReader, 'read'>, end: number, from = 0): AsyncGenerator<Stretch> {
  for (let cursor = from; cursor < end; ) {
    const page = await reader.read({ from: cursor, maxBytes: Math.min(pageBytes, end - cursor) })
    for (const stretch of inOrder(page)) if (stretch.from < end) yield cutAt(stretch, end)
    cursor = page.next
    if (page.atEnd) return
  }
}

function inOrder({ chunks, gaps }: Pick<Page, 'chunks' | 'gaps'>): readonly Stretch[] {
  const stretches: Stretch[] = [
    ...chunks.map(chunk => ({ kind: 'chunk', from: chunk.offset, chunk }) as const),
    ...gaps.map(gap => ({ kind: 'gap', from: gap.from, gap }) as const),
  ]
  return gaps.length === 0 ? stretches : stretches.sort((one, other) => one.from - other.from)
}

// Only a gap may reach past it: of bytes no more were asked for.
function cutAt(stretch: Stretch, end: number): Stretch {
  if (stretch.kind === 'chunk' || stretch.gap.to <= end) return stretch
  return { ...stretch, gap: { ...stretch.gap, to: end } }
}
