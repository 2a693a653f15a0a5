import type { Chunk } from '../core/output.ts'
import { cutChunks } from './batch.ts'
import type { QueuedGap } from './queue.ts'
import type { RecoveredSegment } from './recover.ts'
import { removeSegment } from './segment.ts'
import {
  closeSegment,
  createSegment,
  discardSegment,
  type Kept,
  openSegment,
  type SegmentWriter,
  type WriteAt,
  writeChunks,
  writeRecords,
} from './segment-writer.ts'

export type SegmentRowOptions = {
  readonly folder: string
  /** What the files together may take, indexes included; the segment being written is never given up for it. */
  readonly capBytes: number
  /** Neither file of a segment grows past this, but for the records of the last batch. */
  readonly segmentBytes: number
  readonly write: WriteAt
}

/**
 * The segments of one run on the disk: one that grows, and the full ones before it, of which the oldest goes when the
 * cap is reached. Whatever fails may be asked again, and then takes up where the disk stopped.
 */
export class SegmentRow {
  readonly #options: SegmentRowOptions
  readonly #full: { readonly start: number; readonly bytes: number }[] = []
  #fullBytes = 0
  #growing: SegmentWriter | undefined

  constructor(options: SegmentRowOptions) {
    this.#options = options
  }

  /** Takes over what is there already, oldest first; the last one goes on growing. */
  async adopt(segments: readonly RecoveredSegment[]): Promise<void> {
    for (const segment of segments.slice(0, -1)) this.#shelve(segment)
    const last = segments.at(-1)
    if (last) this.#growing = await openSegment({ folder: this.#options.folder, ...last })
  }

  /** Keeps chunks that follow each other; fewer than given when the segment gets full. */
  async append(chunks: readonly Chunk[]): Promise<Kept> {
    const [first] = chunks
    if (first === undefined) return { bytes: 0 }
    const segment = await this.#segmentFor(first.offset)
    const room = this.#options.segmentBytes - segment.logBytes
    const { bytes, failure } = await writeChunks(segment, cutChunks(chunks, room), this.#options.write)
    return { bytes, failure: failure ?? (await failureOf(this.#holdCap())) }
  }

  /** Passes a gap by: a new segment begins after it, and says so in its first record. */
  async skip(gap: QueuedGap): Promise<Kept> {
    const segment = await createSegment(this.#options.folder, gap.offset + gap.length)
    const { bytes, failure } = await writeRecords(segment, [gap], this.#options.write)
    if (failure) await discardSegment(segment)
    return { bytes, failure: failure ?? (await failureOf(this.#growInto(segment))) }
  }

  async close(): Promise<void> {
    if (this.#growing) await closeSegment(this.#growing)
    this.#growing = undefined
  }

  async #segmentFor(offset: number): Promise<SegmentWriter> {
    const growing = this.#growing
    if (growing && growing.start + growing.logBytes === offset && !this.#isFull(growing)) return growing
    const segment = await createSegment(this.#options.folder, offset)
    await this.#growInto(segment)
    return segment
  }

  #isFull({ logBytes, indexBytes }: SegmentWriter): boolean {
    return Math.max(logBytes, indexBytes) >= this.#options.segmentBytes
  }

  async #growInto(segment: SegmentWriter): Promise<void> {
    const before = this.#growing
    this.#growing = segment
    if (before === undefined) return
    this.#shelve(before)
    await closeSegment(before)
  }

  #shelve({ start, logBytes, indexBytes }: RecoveredSegment): void {
    this.#full.push({ start, bytes: logBytes + indexBytes })
    this.#fullBytes += logBytes + indexBytes
  }

  async #holdCap(): Promise<void> {
    const growing = this.#growing ? this.#growing.logBytes + this.#growing.indexBytes : 0
    while (this.#fullBytes + growing > this.#options.capBytes) {
      const [oldest] = this.#full
      if (oldest === undefined) return
      await removeSegment(this.#options.folder, oldest.start)
      this.#full.shift()
      this.#fullBytes -= oldest.bytes
    }
  }
}

// When bytes are written, what fails afterwards must not make them be written again.
async function failureOf(promise: Promise<void>): Promise<unknown> {
  try {
    await promise
    return undefined
  } catch (failure) {
    return failure
  }
}
