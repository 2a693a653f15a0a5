import { lstat, mkdir } from 'node:fs/promises'
import { Fault } from '../core/fault.ts'
import type { Stream } from '../core/output.ts'
import { toDiskFault, toOpenFault } from './disk-fault.ts'
import { Notices } from './notice.ts'
import { type Next, Queue } from './queue.ts'
import { type RecoveredLog, recoverLog } from './recover.ts'
import { segmentBytes } from './segment.ts'
import { SegmentRow, type SegmentRowOptions } from './segment-row.ts'
import { type WriteAt, writeToDisk } from './segment-writer.ts'

/** What one run keeps unless told otherwise. */
export const runCapBytes: number = 1024 * 1024 * 1024

export type LogOptions = {
  /** What the run's files together may take; beyond it the oldest segment goes. */
  readonly capBytes?: number
  readonly segmentBytes?: number
  readonly write?: WriteAt
}

const highWaterBytes = 4 * 1024 * 1024
const lowWaterBytes = highWaterBytes / 2
const batchLimit = { bytes: 1024 * 1024, chunks: 1024 }

/** A small cap is held in steps of a tenth, so that it still keeps most of what it allows. */
const leastSegmentsInCap = 10

/** Soon enough for a person who has just freed space, seldom enough to cost nothing. */
const retryMs = 500

/** Opens a run's log for appending: makes its folder, mends what a crash left, and goes on at its end. */
export async function openLog(folder: string, options: LogOptions = {}): Promise<LogWriter> {
  try {
    await makeFolder(folder)
    const recovered = await recoverLog(folder)
    const row = new SegmentRow({ folder, ...toRowOptions(options) })
    await row.adopt(recovered.segments)
    return new LogWriter(row, recovered)
  } catch (error) {
    throw error instanceof Fault ? error : toOpenFault(error)
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await lstat(folder)).isDirectory()) return
  throw new Fault({
    code: 'refused',
    message: `${folder} should be a folder for a run's output, but it is a link`,
    hint: 'Move it away; skep does not follow links where it keeps output.',
  })
}

function toRowOptions({ write = writeToDisk, capBytes = runCapBytes, ...options }: LogOptions): RowLimits {
  const largest = Math.max(1, Math.floor(capBytes / leastSegmentsInCap))
  return { write, capBytes, segmentBytes: Math.min(options.segmentBytes ?? segmentBytes, largest) }
}

type RowLimits = Omit<SegmentRowOptions, 'folder'>

/**
 * A run's output on its way to the disk.
 *
 * - Every byte given gets its offset at once and for good: `end`. What readers can see ends at `durableEnd`.
 * - One batch is being written at a time; what arrives meanwhile waits, and is the next batch.
 * - Waiting bytes are few: `append` answers false when the disk is behind, and the source pauses until it is told.
 * - When the disk refuses, the source never waits: what finds no room in the queue is counted and becomes a gap, and
 *   what is in the queue is tried again until it is kept. Nothing is ever thrown at the source.
 */
export class LogWriter {
  readonly #row: SegmentRow
  readonly #queue = new Queue()
  readonly #notices = new Notices(() => this.#tellGrown())
  readonly #growListeners = new Set<(durableEnd: number) => void>()
  readonly #drainListeners = new Set<() => void>()
  #end: number
  #durableEnd: number
  #timeMs: number
  #droppedBytes = 0
  #isBehind = false
  #trouble: Fault | undefined
  #writing: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #closing: Promise<void> | undefined

  constructor(row: SegmentRow, { end, promised, timeMs }: RecoveredLog) {
    this.#row = row
    this.#end = promised
    this.#durableEnd = end
    this.#timeMs = timeMs
    if (promised === end) return
    this.#queue.pushGap({ stream: 'gap', offset: end, timeMs, length: promised - end })
    void this.#writeOn()
  }

  /** The offset after the last byte given, waiting and dropped ones included. */
  get end(): number {
    return this.#end
  }

  /** The offset up to which everything is written and indexed, or said to be a gap. */
  get durableEnd(): number {
    return this.#durableEnd
  }

  /** How many bytes were given and could not be kept. */
  get droppedBytes(): number {
    return this.#droppedBytes
  }

  /** Why output is not being kept at present. */
  get trouble(): Fault | undefined {
    return this.#trouble
  }

  /** Takes bytes, by reference; false asks the source to pause until `onDrain` tells. */
  append(stream: Stream, bytes: Uint8Array, timeMs: number): boolean {
    if (this.#closing) this.#droppedBytes += bytes.length
    else if (bytes.length > 0) this.#take(stream, bytes, timeMs)
    return !this.#isBehind
  }

  /** Listens to the disk having caught up; the function that comes back ends it. */
  onDrain(listener: () => void): () => void {
    this.#drainListeners.add(listener)
    return () => this.#drainListeners.delete(listener)
  }

  /** Listens to `durableEnd` growing: told at once after a rest, then at most 60 times a second. */
  onGrow(listener: (durableEnd: number) => void): () => void {
    this.#growListeners.add(listener)
    return () => this.#growListeners.delete(listener)
  }

  /** Resolves when all that was given before is kept, or the disk has just refused it. */
  async flush(): Promise<void> {
    const end = this.#end
    while (this.#durableEnd < end) {
      await this.#writeOn()
      if (this.#trouble) return
    }
  }

  /** Keeps what waits, if the disk takes it, and closes the files. What is given afterwards is counted as dropped. */
  async close(): Promise<void> {
    this.#closing ??= this.#finish()
    await this.#closing
  }

  #take(stream: Stream, bytes: Uint8Array, timeMs: number): void {
    const offset = this.#end
    this.#end += bytes.length
    // The clock may be set back; the order of times in the index may not.
    this.#timeMs = Math.max(this.#timeMs, Math.floor(timeMs))
    if (this.#trouble && this.#queue.weight >= highWaterBytes) {
      this.#droppedBytes += bytes.length
      this.#queue.pushGap({ stream: 'gap', offset, timeMs: this.#timeMs, length: bytes.length })
      return
    }
    this.#queue.push({ stream, offset, timeMs: this.#timeMs, bytes })
    if (this.#trouble) return
    this.#isBehind ||= this.#queue.weight >= highWaterBytes
    void this.#writeOn()
  }

  #writeOn(): Promise<void> {
    this.#writing ??= this.#writeBatch()
    return this.#writing
  }

  async #writeBatch(): Promise<void> {
    clearTimeout(this.#retry)
    try {
      await this.#keep(this.#queue.next(batchLimit))
      this.#trouble = undefined
    } catch (error) {
      this.#trouble = toDiskFault(error)
    }
    this.#writing = undefined
    this.#letSourceGoOn()
    if (this.#trouble) this.#retryLater()
    else if (!this.#queue.isEmpty) void this.#writeOn()
  }

  async #keep(next: Next | undefined): Promise<void> {
    if (next === undefined) return
    const { bytes, failure } = await (next.kind === 'gap' ? this.#row.skip(next.gap) : this.#row.append(next.chunks))
    this.#advance(bytes)
    if (failure) throw failure
  }

  #advance(bytes: number): void {
    if (bytes === 0) return
    this.#queue.consume(bytes)
    this.#durableEnd += bytes
    this.#notices.ring()
  }

  #letSourceGoOn(): void {
    if (!this.#isBehind || (this.#queue.weight > lowWaterBytes && !this.#trouble)) return
    this.#isBehind = false
    for (const listener of this.#drainListeners) listener()
  }

  #retryLater(): void {
    if (!this.#closing) this.#retry = setTimeout(() => void this.#writeOn(), retryMs)
  }

  #tellGrown(): void {
    for (const listener of this.#growListeners) listener(this.#durableEnd)
  }

  async #finish(): Promise<void> {
    await this.flush()
    await this.#writing
    clearTimeout(this.#retry)
    this.#droppedBytes += this.#queue.bytes
    await this.#row.close()
    this.#notices.close()
  }
}
