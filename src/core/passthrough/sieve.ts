import { concat, toBytes } from './bytes.ts'

/** Gathers what is left of a chunk when parts of it are left out. */
export type Sieve = {
  /** Leaves out from one place to another; later places come later. */
  drop(from: number, to: number): void
  /** The same with something in its place, in ASCII. */
  replace(from: number, to: number, instead: string): void
  /** What is left of everything up to a place: the chunk itself when that is all of it. */
  finish(end: number): Uint8Array
}

/** Starts with everything kept. */
export function openSieve(data: Uint8Array): Sieve {
  const pieces: Uint8Array[] = []
  let kept = 0

  function drop(from: number, to: number): void {
    if (from > kept) pieces.push(data.subarray(kept, from))
    kept = to
  }

  return {
    drop,
    replace(from, to, instead) {
      drop(from, to)
      pieces.push(toBytes(instead))
    },
    finish(end) {
      if (pieces.length === 0 && kept === 0 && end === data.length) return data
      if (end > kept) pieces.push(data.subarray(kept, end))
      const [only] = pieces
      return only !== undefined && pieces.length === 1 ? only : concat(pieces)
    },
  }
}
