import type { Chunk } from '../core/output.ts'
import { cutChunks } from './batch.ts'

/** A stretch of output that is passed by: its place counts, its bytes are not kept. */
export type QueuedGap = {
  readonly stream: 'gap'
  readonly offset: number
  readonly timeMs: number
  readonly length: number
}

type Entry = Chunk | QueuedGap

/** What to write next: a row of chunks, or one gap. */
export type Next =
  | { readonly kind: 'chunks'; readonly chunks: readonly Chunk[] }
  | { readonly kind: 'gap'; readonly gap: QueuedGap }

/** What a waiting chunk costs in memory besides its bytes, about: the view, its buffer, the entry. */
const overheadBytes = 256

/**
 * Output on its way to the disk, in order and without holes: each entry begins where the one before ends.
 * Weighs what it holds in memory, so that a million chunks of one byte are as heavy as they are.
 */
export class Queue {
  #entries: Entry[] = []
  #weight = 0
  #bytes = 0

  /** Bytes that wait to be written. */
  get bytes(): number {
    return this.#bytes
  }

  /** Memory held, in bytes. */
  get weight(): number {
    return this.#weight
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  push(chunk: Chunk): void {
    this.#entries.push(chunk)
    this.#weigh(chunk, 1)
  }

  /** A gap that follows a gap makes that one longer, so that a flood into a full disk weighs nothing. */
  pushGap(gap: QueuedGap): void {
    const last = this.#entries.at(-1)
    if (last?.stream === 'gap') {
      this.#entries[this.#entries.length - 1] = { ...last, length: last.length + gap.length }
    } else {
      this.#entries.push(gap)
      this.#weigh(gap, 1)
    }
  }

  /** Shows the first entries without taking them: at most so many bytes and chunks; undefined when empty. */
  next(limit: { readonly bytes: number; readonly chunks: number }): Next | undefined {
    const [head] = this.#entries
    if (head === undefined) return undefined
    if (head.stream === 'gap') return { kind: 'gap', gap: head }
    return { kind: 'chunks', chunks: cutChunks(leadingChunks(this.#entries, limit.chunks), limit.bytes) }
  }

  /** Takes what is settled off the front, in bytes of output; may end in the middle of an entry. */
  consume(bytes: number): void {
    let left = bytes
    let gone = 0
    for (const entry of this.#entries) {
      if (left < lengthOf(entry)) break
      left -= lengthOf(entry)
      this.#weigh(entry, -1)
      gone += 1
    }
    this.#entries.splice(0, gone)
    if (left > 0) this.#cutHead(left)
  }

  #cutHead(bytes: number): void {
    const [head] = this.#entries
    if (head === undefined) return
    const rest = withoutFirst(head, bytes)
    this.#weigh(head, -1)
    this.#weigh(rest, 1)
    this.#entries[0] = rest
  }

  #weigh(entry: Entry, sign: 1 | -1): void {
    const bytes = entry.stream === 'gap' ? 0 : entry.bytes.length
    this.#bytes += sign * bytes
    this.#weight += sign * (bytes + overheadBytes)
  }
}

function* leadingChunks(entries: readonly Entry[], limit: number): Generator<Chunk> {
  for (const entry of entries.slice(0, limit)) {
    if (entry.stream === 'gap') return
    yield entry
  }
}

function withoutFirst(entry: Entry, bytes: number): Entry {
  const offset = entry.offset + bytes
  return entry.stream === 'gap'
    ? { ...entry, offset, length: entry.length - bytes }
    : { ...entry, offset, bytes: entry.bytes.subarray(bytes) }
}

function lengthOf(entry: Entry): number {
  return entry.stream === 'gap' ? entry.length : entry.bytes.length
}
