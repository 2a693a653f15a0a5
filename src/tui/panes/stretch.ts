import type { OutputSource } from '../../client/client.ts'
import { createSplitter } from '../../client/lines.ts'
import type { Chunk, StreamChoice } from '../../core/output.ts'
import { type Entry, type Gap, type OutputPage, Pens, toGapEntry } from './entry.ts'

/** How much is read at once, and how much of the end is looked at when output runs faster than anybody reads. */
export const pageBytes: number = 64 * 1024

export type Reading = { readonly source: OutputSource; readonly stream: StreamChoice }

/** A stretch of output that is read on from where it ends. */
export type Stretch = {
  /** The offset of its first byte, and the cursor to read on from. */
  readonly from: number
  readonly next: number
  /** Lines that are not complete yet: prompts, progress. */
  readonly unfinished: readonly Entry[]
  /** Whether it reached the end of the output when it was last read. */
  readonly atEnd: boolean
  readonly cutter: Cutter
}

type Cutter = { readonly splitter: ReturnType<typeof createSplitter>; readonly pens: Pens }

/** A stretch in which nothing has been read yet. */
export function beginStretch(from: number, next: number = from): Stretch {
  const cutter = { splitter: createSplitter(), pens: new Pens() }
  return { from, next, unfinished: [], atEnd: false, cutter }
}

/** The page that comes next. */
export function readNext({ next }: Stretch, { source, stream }: Reading): Promise<OutputPage> {
  return source.read({ from: next, maxBytes: pageBytes, stream })
}

/** Whether there is at least another page after this one. */
export function isFull({ chunks, atEnd }: OutputPage): boolean {
  return !atEnd && chunks.reduce((sum, { bytes }) => sum + bytes.length, 0) >= pageBytes
}

/** Goes on with a page that was read. The stretch that was is used up. */
export function takePage(stretch: Stretch, page: OutputPage): { stretch: Stretch; added: readonly Entry[] } {
  const { cutter } = stretch
  const added = cutPage(page, cutter)
  const unfinished = cutter.splitter.unfinished().map(line => cutter.pens.take(line))
  return { stretch: { ...stretch, next: page.next, unfinished, atEnd: page.atEnd }, added }
}

/** All entries from one cursor up to another; what is not complete there ends there. */
export async function readBetween({ source, stream }: Reading, from: number, to: number): Promise<readonly Entry[]> {
  const { cutter } = beginStretch(from)
  const entries: Entry[] = []
  for (let next = from; next < to; ) {
    const page = await source.read({ from: next, maxBytes: to - next, stream })
    entries.push(...cutPage(endPage(page, to), cutter))
    if (page.next <= next) break
    next = page.next
  }
  return [...entries, ...cutter.splitter.flush().map(line => cutter.pens.take(line))]
}

type Contents = Pick<OutputPage, 'chunks' | 'gaps'>

function endPage(page: OutputPage, to: number): Contents {
  const chunks = page.chunks.filter(({ offset }) => offset < to)
  return {
    chunks: chunks.map(chunk => ({ ...chunk, bytes: chunk.bytes.subarray(0, to - chunk.offset) })),
    gaps: page.gaps.filter(gap => gap.from < to),
  }
}

function cutPage({ chunks, gaps }: Contents, cutter: Cutter): Entry[] {
  const pieces = [
    ...chunks.map(chunk => ({ at: chunk.offset, cut: () => cutChunk(chunk, cutter) })),
    ...gaps.map(gap => ({ at: gap.from, cut: () => cutGap(gap, cutter) })),
  ]
  return pieces.sort((one, other) => one.at - other.at).flatMap(({ cut }) => cut())
}

function cutChunk(chunk: Chunk, { splitter, pens }: Cutter): Entry[] {
  return splitter.push(chunk).map(line => pens.take(line))
}

// What was begun before a gap has no end.
function cutGap(gap: Gap, { splitter, pens }: Cutter): Entry[] {
  return [...splitter.flush().map(line => pens.take(line)), toGapEntry(gap)]
}
