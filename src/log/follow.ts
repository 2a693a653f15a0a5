import type { StreamChoice } from '../core/output.ts'
import { Bell } from './bell.ts'
import type { Page } from './page.ts'
import type { LogReader } from './read.ts'

export type FollowOptions = {
  /** Subscribes to notices that the log grew or is complete; the function that comes back ends that. */
  readonly grew: (wake: () => void) => () => void
  /** Whether nothing will be added any more; asked before each page, and told by a notice. */
  readonly isComplete: () => boolean
  readonly signal?: AbortSignal
  readonly stream?: StreamChoice
  /** The most bytes in a page. */
  readonly maxBytes?: number
}

const pageBytes = 256 * 1024

/**
 * Reads a log from a cursor to its end and then on as it grows, at the pace of whoever asks: notices wake it, nothing
 * is polled or kept for it. Ends when the log is complete and read, or at the signal.
 */
export async function* follow(reader: LogReader, from: number, options: FollowOptions): AsyncGenerator<Page> {
  const { grew, isComplete, signal, stream = 'all', maxBytes = pageBytes } = options
  const bell = new Bell()
  const hush = grew(() => bell.ring())
  const stop = () => bell.ring()
  signal?.addEventListener('abort', stop)
  try {
    for (let cursor = from; !signal?.aborted; ) {
      bell.reset()
      const isLast = isComplete()
      const page = await reader.read({ from: cursor, maxBytes, stream })
      cursor = page.next
      if (page.chunks.length > 0 || page.gaps.length > 0) yield page
      if (page.atEnd && isLast) return
      if (page.atEnd && !signal?.aborted) await bell.rung()
    }
  } finally {
    hush()
    signal?.removeEventListener('abort', stop)
  }
}
