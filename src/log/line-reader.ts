import type { Chunk, Stream, StreamChoice } from '../core/output.ts'
import { type Line, LineSplitter } from './lines.ts'
import type { Gap, Page } from './page.ts'
import type { LogReader } from './read.ts'

/** Where a reader of lines goes on, as `OutputCursor` says it. */
export type LinePlace = { readonly offset: number; readonly back: number }

/** What a reader of lines comes upon, with the place after it: whoever goes on there gets what follows, and nothing twice. */
export type Read =
  | { readonly kind: 'line'; readonly line: Line; readonly next: LinePlace }
  | { readonly kind: 'gap'; readonly gap: Gap; readonly next: LinePlace }

export type LinesOrder = { readonly from: LinePlace; readonly stream?: StreamChoice }

const pageBytes = 256 * 1024

/** Reads the lines of a run's output from a place on, while it grows; holds one page and the unfinished lines. */
export class LineReader {
  readonly #reader: LogReader
  readonly #stream: StreamChoice
  readonly #from: LinePlace
  readonly #splitter = new LineSplitter()
  #cursor: number
  #isBegun = false

  constructor(reader: LogReader, { from, stream = 'all' }: LinesOrder) {
    this.#reader = reader
    this.#stream = stream
    this.#from = from
    this.#cursor = from.offset
  }

  /** The next page of lines; at the end it is empty until there is more. */
  async read(): Promise<{ readonly found: readonly Read[]; readonly atEnd: boolean }> {
    if (!this.#isBegun) await this.#begin()
    this.#isBegun = true
    const page = await this.#reader.read({ from: this.#cursor, maxBytes: pageBytes, stream: this.#stream })
    this.#cursor = page.next
    return { found: inOrder(page).flatMap(piece => this.#take(piece)), atEnd: page.atEnd }
  }

  /** The lines that are unfinished at the end; they stay so. */
  rest(): readonly Read[] {
    return toRest(this.#splitter.unfinished(), this.#cursor)
  }

  #take(piece: Chunk | Gap): Read[] {
    if ('reason' in piece) {
      const next = { offset: piece.to, back: 0 }
      return [...toRest(this.#splitter.flush(), piece.from), { kind: 'gap', gap: piece, next }]
    }
    const beside = this.#splitter.unfinishedBeside(piece.stream)
    return this.#splitter.push(piece).map(line => ({ kind: 'line', line, next: placeAt(line.end, beside) }))
  }

  // When the place is one where lines were unfinished, their beginnings are read again: of the streams but the one that
  // was given up to there.
  async #begin(): Promise<void> {
    const { offset, back } = this.#from
    if (back === 0) return
    const given = await streamBefore(this.#reader, offset)
    for (const stream of ['stdout', 'stderr'] as const) {
      const isChosen = this.#stream === 'all' || this.#stream === stream
      if (stream === given || !isChosen) continue
      for await (const chunk of readBetween(this.#reader, stream, { from: offset - back, to: offset }))
        this.#splitter.push(chunk)
    }
  }
}

/** The chunks and gaps of a page as they lie in the output. */
export function inOrder({ chunks, gaps }: Page): readonly (Chunk | Gap)[] {
  if (gaps.length === 0) return chunks
  return [...chunks, ...gaps].sort((one, other) => startOf(one) - startOf(other))
}

function startOf(piece: Chunk | Gap): number {
  return 'reason' in piece ? piece.from : piece.offset
}

// The one that was written last goes first: the place after it is one where the other is unfinished.
function toRest(lines: readonly Line[], at: number): Read[] {
  const ordered = lines.toSorted((one, other) => other.end - one.end)
  return ordered.map((line, index) => {
    const others = ordered.slice(index + 1).map(({ offset }) => offset)
    return { kind: 'line', line, next: placeAt(at, others.length > 0 ? Math.min(...others) : undefined) }
  })
}

function placeAt(offset: number, unfinished: number | undefined): LinePlace {
  return { offset, back: unfinished === undefined ? 0 : offset - unfinished }
}

/** The stream of the byte before a place. */
export async function streamBefore(reader: LogReader, offset: number): Promise<Stream | undefined> {
  if (offset === 0) return undefined
  const { chunks } = await reader.read({ from: offset - 1, maxBytes: 1 })
  return chunks[0]?.stream
}

type Between = { readonly from: number; readonly to: number }

/** What one of the streams of two pipes wrote between two places. */
export async function* readBetween(
  reader: LogReader,
  stream: 'stdout' | 'stderr',
  { from, to }: Between,
): AsyncGenerator<Chunk> {
  for (let at = from; at < to; ) {
    const { chunks, next } = await reader.read({ from: at, maxBytes: Math.min(pageBytes, to - at), stream })
    for (const chunk of chunks)
      if (chunk.offset < to) yield { ...chunk, bytes: chunk.bytes.subarray(0, to - chunk.offset) }
    if (next === at) return
    at = next
  }
}
