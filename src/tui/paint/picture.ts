import type { Size } from '../../core/output.ts'
import type { Depth } from '../../screen/palette.ts'
import type { Pane, PaneCursor, Rectangle } from '../pane.ts'
import { anchorRow } from './anchor.ts'
import { createCanvas } from './canvas.ts'
import { cutRow } from './cut-row.ts'
import { cutScreen, type Stretch } from './layout-rows.ts'

/** A pane in its place; `changed` is called when it has something new to show. */
export type Placing = { readonly pane: Pane; readonly rectangle: Rectangle; readonly changed: () => void }

/** What the screen shows: the chrome, the panes, and what of both is on the terminal. */
export type Picture = {
  setChrome(rows: readonly string[]): void
  place(id: string, placing: Placing | undefined): void
  cover(rectangles: readonly Rectangle[]): void
  /** What has to be written to show all this; nothing when it is shown. */
  draw(): string
  /** A pane's cursor in cells of the screen, where it can be seen. */
  cursorOf(id: string | undefined): PaneCursor | undefined
  /** What is on the terminal is not known any more; its size may be another. */
  forget(): void
  close(): void
}

type PlacedPane = Placing & { stop: () => void; isStale: boolean }

/** Starts with an empty screen. */
export function createPicture(size: () => Size, depth: Depth): Picture {
  const canvas = createCanvas()
  const placed = new Map<string, PlacedPane>()
  let chrome: readonly string[] = []
  let covers: readonly Rectangle[] = []
  let drawn: readonly string[] = []
  let isLayoutStale = true
  let isUnknown = true

  function layOut(): void {
    if (!isLayoutStale) return
    const panes = Array.from(placed, ([id, { rectangle }]) => ({ id, rectangle }))
    canvas.lay(cutScreen(size(), { panes, covers }))
    if (isUnknown) canvas.forget()
    for (const pane of placed.values()) pane.isStale = true
    drawn = []
    isLayoutStale = false
    isUnknown = false
  }

  function drawChrome(): void {
    if (drawn === chrome) return
    for (const [y, stretches] of canvas.rows.entries()) {
      const row = chrome[y] ?? ''
      if (drawn[y] === row) continue
      for (const [at, { owner, x, columns }] of stretches.entries()) {
        if (owner === 'chrome') canvas.put({ y, at }, cutRow(row, { from: x, columns, x, depth }), text => text)
      }
    }
    drawn = chrome
  }

  function drawPane(id: string, pane: PlacedPane): void {
    if (!pane.isStale) return
    pane.isStale = false
    if (pane.rectangle.columns < 1 || pane.rectangle.rows < 1) return
    const rows = pane.pane.rows({ columns: pane.rectangle.columns, rows: pane.rectangle.rows })
    for (const y of rowsOf(pane.rectangle, canvas.rows.length)) {
      for (const [at, stretch] of (canvas.rows[y] ?? []).entries()) {
        if (stretch.owner !== 'pane' || stretch.id !== id) continue
        canvas.put({ y, at }, rows[stretch.row] ?? '', row => toText(row, stretch, pane.rectangle))
      }
    }
  }

  function toText(row: string, { from, columns, x }: Stretch & { owner: 'pane' }, whole: Rectangle): string {
    const isWhole = from === 0 && columns === whole.columns && row !== '' && depth === 'rgb'
    return isWhole ? anchorRow(row, x) : cutRow(row, { from, columns, x, depth })
  }

  return {
    setChrome(rows) {
      chrome = rows
    },
    place(id, placing) {
      const before = placed.get(id)
      before?.stop()
      if (placing) placed.set(id, watch(placing))
      else placed.delete(id)
      // What of one pane is there already need not be written again for another in its place.
      isLayoutStale ||= !isSamePlace(before?.rectangle, placing?.rectangle)
    },
    cover(rectangles) {
      covers = rectangles
      isLayoutStale = true
    },
    draw() {
      layOut()
      drawChrome()
      for (const [id, pane] of placed) drawPane(id, pane)
      return canvas.take()
    },
    cursorOf(id) {
      const owner = id === undefined ? undefined : placed.get(id)
      const cursor = owner?.pane.cursor()
      if (!owner || !cursor) return undefined
      const [x, y] = [cursor.x + owner.rectangle.x, cursor.y + owner.rectangle.y]
      const under = canvas.rows[y]?.find(stretch => x >= stretch.x && x < stretch.x + stretch.columns)
      return under?.owner === 'pane' && under.id === id ? { x, y, shape: cursor.shape } : undefined
    },
    forget() {
      isLayoutStale = true
      isUnknown = true
    },
    close() {
      for (const { stop } of placed.values()) stop()
      placed.clear()
    },
  }
}

function watch(placing: Placing): PlacedPane {
  const placed = { ...placing, stop: () => {}, isStale: true }
  placed.stop = placing.pane.onChange(() => {
    placed.isStale = true
    placing.changed()
  })
  return placed
}

function isSamePlace(one: Rectangle | undefined, other: Rectangle | undefined): boolean {
  if (!one || !other) return one === other
  return one.x === other.x && one.y === other.y && one.columns === other.columns && one.rows === other.rows
}

function rowsOf({ y, rows }: Rectangle, screenRows: number): readonly number[] {
  const [top, end] = [Math.max(0, y), Math.min(screenRows, y + rows)]
  return Array.from({ length: Math.max(0, end - top) }, (_, at) => top + at)
}
