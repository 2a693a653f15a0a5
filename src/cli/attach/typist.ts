import type { Viewing } from '../../protocol/viewing.ts'
import { giveUnless } from '../forward.ts'

/** A paste as large as anybody makes; what a program does not read for so long is more than it will want. */
const mostWaiting = 4 * 1024 * 1024

/** Types into a view at the pace at which its program reads, without making the keyboard wait. */
export type Typist = {
  /** False when so much waits already that these bytes were left out. */
  type(bytes: Uint8Array): boolean
  close(): void
}

/** Begins with nothing typed. */
export function openTypist(view: Pick<Viewing, 'write'>): Typist {
  let isOver = false
  let waiting = 0
  let typing: Promise<unknown> = Promise.resolve()
  return {
    type(bytes) {
      if (waiting + bytes.length > mostWaiting) return false
      waiting += bytes.length
      typing = typing
        .then(() => giveUnless(() => isOver, view, bytes))
        // A view that fails says so by its output.
        .catch(() => undefined)
        .finally(() => {
          waiting -= bytes.length
        })
      return true
    },
    close() {
      isOver = true
    },
  }
}
