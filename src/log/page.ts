import type { Chunk, StreamChoice } from '../core/output.ts'

/**
 * Why a stretch of output is not there: `dropped`, it was older than the caps keep; `not-written`, the disk did not
 * take it; `damaged`, the files lost it.
 */
export type GapReason = 'dropped' | 'not-written' | 'damaged'

export type Gap = { readonly from: number; readonly to: number; readonly reason: GapReason }

/** What to read: from a cursor, so many bytes of the chosen streams. */
export type PageOrder = { readonly from: number; readonly maxBytes: number; readonly stream?: StreamChoice }

/**
 * A stretch of a run's output, from the cursor asked for to `next`. Chunks and gaps do not overlap; of all streams
 * they cover the stretch without a hole. A page may be short, or even empty, before the end: read on at `next`.
 */
export type Page = {
  readonly chunks: readonly Chunk[]
  readonly gaps: readonly Gap[]
  readonly next: number
  /** Where the output ended when the page was read. */
  readonly end: number
  readonly firstAvailable: number
  readonly atEnd: boolean
}

/** Records of other streams are passed by without their bytes, but not for ever: a page ends after so many. */
const mostRecords = 8192

/** A page being read: how far it is, what it has, what it may still take. */
export class PageDraft {
  readonly stream: StreamChoice
  readonly end: number
  readonly #chunks: Chunk[] = []
  readonly #gaps: Gap[] = []
  #cursor: number
  #firstAvailable: number
  #bytesLeft: number
  #recordsLeft = mostRecords

  constructor({ from, maxBytes, stream = 'all' }: PageOrder, { firstAvailable, end }: Bounds) {
    this.stream = stream
    this.end = end
    this.#cursor = from
    this.#firstAvailable = firstAvailable
    this.#bytesLeft = Math.max(1, maxBytes)
  }

  get cursor(): number {
    return this.#cursor
  }

  get isFull(): boolean {
    return this.#bytesLeft === 0 || this.#recordsLeft === 0
  }

  /** Passes by what is there and not chosen. */
  passTo(offset: number): void {
    this.#recordsLeft -= 1
    this.#cursor = offset
  }

  /** Goes on to an offset, as far as there is room; how many bytes are to be put in. */
  reserveTo(offset: number): number {
    const bytes = Math.min(offset - this.#cursor, this.#bytesLeft)
    this.#bytesLeft -= bytes
    this.passTo(this.#cursor + bytes)
    return bytes
  }

  /** Goes on to an offset over what is missing. */
  missTo(offset: number, reason: GapReason): void {
    if (offset <= this.#cursor) return
    this.addGap({ from: this.#cursor, to: offset, reason })
    this.#cursor = offset
  }

  /** Goes on past a segment that was there a moment ago. */
  dropTo(offset: number): void {
    this.missTo(offset, 'dropped')
    this.#firstAvailable = offset
  }

  addChunk(chunk: Chunk): void {
    this.#chunks.push(chunk)
  }

  addGap(gap: Gap): void {
    this.#gaps.push(gap)
  }

  /** The page as it stands. */
  finish(): Page {
    return {
      chunks: this.#chunks,
      gaps: this.#gaps.toSorted((one, other) => one.from - other.from),
      next: this.#cursor,
      end: this.end,
      firstAvailable: this.#firstAvailable,
      atEnd: this.#cursor === this.end,
    }
  }
}

/** A run's output as far as it is kept. */
export type Bounds = { readonly firstAvailable: number; readonly end: number }
