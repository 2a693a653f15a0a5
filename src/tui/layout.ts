import type { Size } from '../core/output.ts'
import type { Rectangle } from './pane.ts'

/** The smallest terminal that the screen works in. */
export const smallest: Size = { columns: 20, rows: 5 }

/** A panel's place: all of it, and what is inside its frame. Without room for a frame both are the same. */
export type Place = { readonly outer: Rectangle; readonly inner: Rectangle; readonly framed: boolean }

/** Where everything is. A panel that is not there has no room beside the one that has the focus. */
export type Layout =
  | { readonly kind: 'too-small' }
  | { readonly kind: 'panels'; readonly list: Place | undefined; readonly pane: Place | undefined }

export type Wanted = { readonly focus: 'list' | 'pane'; readonly zoomed: boolean }

/** Below these there is no room for both panels, and then for frames. */
const columnsForBoth = 64
const rowsForStack = 16
const rowsForFrames = 5
const columnsForFrames = 24

/** A list needs no more than its columns take, and the pane has better use for the rest. */
const narrowestList = 28
const widestList = 46

const headerRows = 1
const statusRows = 1

/** Lays the screen out: header, list beside or above the pane, status line. */
export function layOut(size: Size, { focus, zoomed }: Wanted): Layout {
  if (size.columns < smallest.columns || size.rows < smallest.rows) return { kind: 'too-small' }
  const body: Rectangle = { x: 0, y: headerRows, columns: size.columns, rows: size.rows - headerRows - statusRows }
  if (zoomed) return { kind: 'panels', list: undefined, pane: toPlace(body) }
  if (body.columns >= columnsForBoth) return beside(body)
  if (body.rows >= rowsForStack && body.columns >= columnsForFrames) return stacked(body)
  return focus === 'list'
    ? { kind: 'panels', list: toPlace(body), pane: undefined }
    : { kind: 'panels', list: undefined, pane: toPlace(body) }
}

function beside(body: Rectangle): Layout {
  const columns = Math.min(widestList, Math.max(narrowestList, Math.round(body.columns * 0.32)))
  return {
    kind: 'panels',
    list: toPlace({ ...body, columns }),
    pane: toPlace({ ...body, x: columns, columns: body.columns - columns }),
  }
}

function stacked(body: Rectangle): Layout {
  const rows = Math.max(5, Math.round(body.rows / 3))
  return {
    kind: 'panels',
    list: toPlace({ ...body, rows }),
    pane: toPlace({ ...body, y: body.y + rows, rows: body.rows - rows }),
  }
}

function toPlace(outer: Rectangle): Place {
  const framed = outer.rows >= rowsForFrames && outer.columns >= columnsForFrames
  if (!framed) return { outer, inner: outer, framed }
  const { x, y, columns, rows } = outer
  return { outer, inner: { x: x + 1, y: y + 1, columns: columns - 2, rows: rows - 2 }, framed }
}
