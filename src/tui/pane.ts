import type { Size } from '../core/output.ts'

/** A place on the screen in cells, from the top left corner, 0-based. */
export type Rectangle = Size & { readonly x: number; readonly y: number }

/** Where the cursor of a pane's program stands, in the pane, 0-based. */
export type PaneCursor = {
  readonly x: number
  readonly y: number
  readonly shape: 'block' | 'underline' | 'bar'
}

export type Scroll =
  | { readonly by: 'line' | 'page' | 'half-page'; readonly count: number }
  | { readonly to: 'start' | 'end' }

/**
 * The body of a pane: it remembers what it shows and gives rows; who paints them is not its business. The painter asks
 * for rows at a fixed rate and only after `onChange` said that something changed.
 */
export type Pane = {
  /** Exactly `size.rows` rows, each exactly `size.columns` cells of plain text and SGR, ending in the default style. */
  rows(size: Size): readonly string[]
  /** The program's cursor when it is to be shown. */
  cursor(): PaneCursor | undefined
  /** A few words for the frame: `following`, `frozen · 120 new`, `3 of 17`. */
  foot(): string
  scroll(move: Scroll): void
  /** Calls back when the rows may have changed; the function that comes back ends it. */
  onChange(listener: () => void): () => void
  close(): void
}
