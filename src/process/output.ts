import type { Stream } from '../core/output.ts'
import type { Reader, ReaderListener } from './reader.ts'

export type OutputListener = {
  output(stream: Stream, bytes: Uint8Array): void
  /** Everything that was written by the exit, and in the drain after it, was handed on. */
  drained(): void
}

export type OpenReader = (listen: (stream: Stream) => ReaderListener) => readonly Reader[]

// Time for what was just left behind (a logger, a pipeline) to finish its words; who holds the pipe longer is not waited for.
const drainMs = 500

/**
 * The output of one child. It ends when every writer has closed or, after the exit, when the drain is over: then it is
 * read on and thrown away, so that who holds the pipe is not blocked, until the writers close.
 */
export class Output {
  discardedBytes = 0
  readonly #listener: OutputListener
  readonly #readers: readonly Reader[]
  #phase: 'living' | 'draining' | 'discarding' = 'living'
  #open: number
  #paused = false
  #timer: NodeJS.Timeout | undefined

  constructor(listener: OutputListener, open: OpenReader) {
    this.#listener = listener
    this.#readers = open(stream => ({
      bytes: bytes => this.#take(stream, bytes),
      closed: () => this.#closed(),
    }))
    this.#open = this.#readers.length
  }

  /** To be called at the exit. */
  startDrain(): void {
    if (this.#phase !== 'living') return
    this.#phase = 'draining'
    if (this.#open === 0) this.#finish()
    else if (!this.#paused) this.#armDrain()
  }

  /** Holds the writers; ignored once the output is over. */
  pause(): void {
    if (this.#phase === 'discarding') return
    this.#paused = true
    clearTimeout(this.#timer)
    for (const reader of this.#readers) reader.pause()
  }

  /** Reads on. When the child ended meanwhile, the time of its drain begins now, since nothing was read before. */
  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    for (const reader of this.#readers) reader.resume()
    if (this.#phase === 'draining') this.#armDrain()
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const reader of this.#readers) reader.close()
  }

  #armDrain(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      // When the loop was held up for the whole time, nothing of it was read yet.
      for (const reader of this.#readers) reader.catchUp()
      this.#finish()
    }, drainMs)
  }

  #take(stream: Stream, bytes: Uint8Array): void {
    if (this.#phase === 'discarding') this.discardedBytes += bytes.length
    else this.#listener.output(stream, bytes)
  }

  #closed(): void {
    this.#open -= 1
    if (this.#open === 0 && this.#phase === 'draining') this.#finish()
  }

  #finish(): void {
    clearTimeout(this.#timer)
    if (this.#phase === 'discarding') return
    this.#phase = 'discarding'
    if (this.#paused) for (const reader of this.#readers) reader.resume()
    this.#listener.drained()
  }
}
