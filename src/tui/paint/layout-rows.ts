import type { Size } from '../../core/output.ts'
import type { Rectangle } from '../pane.ts'

/** Whose a stretch of a screen row is: the chrome's, or that of a pane, of which `row` is shown from its cell `from` on. */
export type Stretch = { readonly x: number; readonly columns: number } & (
  | { readonly owner: 'chrome' }
  | { readonly owner: 'pane'; readonly id: string; readonly row: number; readonly from: number }
)

export type Placed = { readonly id: string; readonly rectangle: Rectangle }

/** What lies where: panes over the chrome, and chrome again (a dialog) over the panes. */
export type Layers = { readonly panes: readonly Placed[]; readonly covers: readonly Rectangle[] }

/** Cuts every row of the screen into stretches that leave out nothing; of what reaches over the edge, the rest is shown. */
export function cutScreen(size: Size, layers: Layers): readonly (readonly Stretch[])[] {
  return Array.from({ length: size.rows }, (_, y) => cutRow(y, size.columns, layers))
}

function cutRow(y: number, columns: number, layers: Layers): readonly Stretch[] {
  const covers = layers.covers.filter(cover => hasRow(cover, y))
  const panes = layers.panes.filter(({ rectangle }) => hasRow(rectangle, y))
  const edges = toEdges(columns, [...covers, ...panes.map(({ rectangle }) => rectangle)])
  const stretches: Stretch[] = []
  for (const [at, x] of edges.slice(0, -1).entries()) {
    const isCovered = covers.some(cover => hasColumn(cover, x))
    const pane = isCovered ? undefined : panes.findLast(({ rectangle }) => hasColumn(rectangle, x))
    addStretch(stretches, toStretch({ x, columns: (edges[at + 1] ?? x) - x }, y, pane))
  }
  return stretches
}

function toEdges(columns: number, rectangles: readonly Rectangle[]): number[] {
  const inside = rectangles.flatMap(({ x, columns: width }) => [x, x + width]).filter(x => x > 0 && x < columns)
  return [...new Set([0, ...inside, columns])].sort((one, other) => one - other)
}

function hasRow({ y: top, rows }: Rectangle, y: number): boolean {
  return y >= top && y < top + rows
}

function hasColumn({ x: left, columns }: Rectangle, x: number): boolean {
  return x >= left && x < left + columns
}

function toStretch(place: { x: number; columns: number }, y: number, pane: Placed | undefined): Stretch {
  if (pane === undefined) return { ...place, owner: 'chrome' }
  const { id, rectangle } = pane
  return { ...place, owner: 'pane', id, row: y - rectangle.y, from: place.x - rectangle.x }
}

function addStretch(stretches: Stretch[], stretch: Stretch): void {
  const last = stretches.at(-1)
  if (last && isSameOwner(last, stretch)) {
    stretches[stretches.length - 1] = { ...last, columns: last.columns + stretch.columns }
  } else stretches.push(stretch)
}

function isSameOwner(one: Stretch, other: Stretch): boolean {
  return one.owner === 'pane' ? other.owner === 'pane' && one.id === other.id : other.owner === 'chrome'
}
