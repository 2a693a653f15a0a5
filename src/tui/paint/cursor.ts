import type { PaneCursor } from '../pane.ts'
import { hideCursor, moveTo, shapeCursor, showCursor } from './terminal-modes.ts'

/** The terminal's one cursor: where it is and how it looks. */
export type Cursor = {
  /** What is to be written before and after a frame so that it ends up there; hidden where there is none. */
  turnTo(wanted: PaneCursor | undefined, isPainting: boolean): { readonly before: string; readonly after: string }
  /** It is hidden, and nothing more is known of it. */
  forget(): void
}

const nothing = { before: '', after: '' }

/** Starts with a hidden cursor. */
export function createCursor(): Cursor {
  let shown: PaneCursor | undefined
  let shape: PaneCursor['shape'] | undefined

  function show(wanted: PaneCursor): string {
    const shaping = wanted.shape === shape ? '' : shapeCursor(wanted.shape)
    shown = wanted
    shape = wanted.shape
    return `${moveTo(wanted.x, wanted.y)}${shaping}${showCursor}`
  }

  return {
    turnTo(wanted, isPainting) {
      // While rows are painted it would be seen flying about.
      const before = shown && isPainting ? hideCursor : ''
      if (wanted) return !isPainting && isSame(shown, wanted) ? nothing : { before, after: show(wanted) }
      const after = shown && !isPainting ? hideCursor : ''
      shown = undefined
      return { before, after }
    },
    forget() {
      shown = undefined
      shape = undefined
    },
  }
}

function isSame(one: PaneCursor | undefined, other: PaneCursor): boolean {
  return one !== undefined && one.x === other.x && one.y === other.y && one.shape === other.shape
}
