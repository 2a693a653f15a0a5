import { tailStart } from '../core/result.ts'

/** The end of a stream of bytes. */
export type Tail = {
  push(bytes: Uint8Array): void
  /** What is kept; it begins with a whole character when something was cut. */
  bytes(): Uint8Array
  /** How much is not. */
  readonly cutBytes: number
}

/** Keeps the last bytes of a UTF-8 text, so many at most. */
export function openTail(most: number): Tail {
  let kept: Uint8Array[] = []
  let length = 0
  let dropped = 0

  /** One piece from time to time, so that dropping costs no more than keeping. */
  function shrink(): void {
    const joined = Buffer.concat(kept)
    const start = tailStart(joined, most)
    kept = [joined.subarray(start)]
    dropped += start
    length = joined.length - start
  }

  return {
    push(bytes) {
      kept.push(bytes)
      length += bytes.length
      if (length > 2 * most) shrink()
    },
    bytes() {
      shrink()
      return kept[0] ?? new Uint8Array(0)
    },
    get cutBytes() {
      shrink()
      return dropped
    },
  }
}
