import { textWidth } from '../screen/widths.ts'
import type { Desk } from './desk.ts'
import type { MouseEvent } from './input/mouse.ts'
import type { Place } from './layout.ts'
import { lineWidth } from './line.ts'
import type { Now } from './now.ts'
import type { Rectangle } from './pane.ts'
import { tabColumns, tabsLine } from './panels/pane/rows.ts'
import type { Tab } from './panels/pane/state.ts'
import { foldHeading } from './panels/workers/fold-keys.ts'
import { selectAt } from './panels/workers/keys.ts'
import { indentColumns } from './panels/workers/listing.ts'
import { clampTop } from './panels/workers/state.ts'
import { selectListed, selectTabs } from './select.ts'
import { layoutOf } from './state.ts'

/** How far one notch of the wheel goes. */
const wheelRows = 3

/** Does what the mouse did: a click selects, the wheel scrolls what is under it. */
export function obeyMouse(desk: Desk, event: MouseEvent): void {
  const now = desk.now()
  const layout = layoutOf(now.screen)
  if (layout.kind === 'too-small' || !isObeyed(now, event)) return
  const { list, pane } = layout
  if (list && isIn(list.outer, event)) obeyInList(desk, list, event)
  else if (pane && isIn(pane.outer, event)) obeyInPane(desk, pane, event)
}

/** While keys go into a program, a click must not turn the pane to another one; behind a dialog nothing happens. */
function isObeyed({ screen: { mode } }: Now, { kind }: MouseEvent): boolean {
  if (mode.kind === 'browsing') return true
  return kind === 'wheel' && (mode.kind === 'attached' || mode.kind === 'typing')
}

function isIn({ x, y, columns, rows }: Rectangle, at: Pick<MouseEvent, 'x' | 'y'>): boolean {
  return at.x >= x && at.x < x + columns && at.y >= y && at.y < y + rows
}

function obeyInList(desk: Desk, { inner }: Place, event: MouseEvent): void {
  if (event.kind === 'wheel') scrollList(desk, inner.rows, toRows(event))
  if (event.kind !== 'press' || event.button !== 'left' || !isIn(inner, event)) return
  const top = clampTop(desk.now().screen.workers.top, selectListed(desk.now()).length, inner.rows)
  const index = top + event.y - inner.y
  desk.change(() => ({ focus: 'list' }))
  const item = selectListed(desk.now())[index]
  if (item) selectAt(desk, index)
  if (item?.kind === 'heading' && event.x - inner.x < foldColumns(item.depth)) foldHeading.does(desk, '')
}

/** Up to its glyph a heading is folded and unfolded; right of it only selected. */
function foldColumns(depth: number): number {
  return 2 + depth * indentColumns
}

function scrollList(desk: Desk, rows: number, by: number): void {
  const count = selectListed(desk.now()).length
  desk.change(({ workers }) => ({
    workers: { ...workers, top: clampTop(clampTop(workers.top, count, rows) + by, count, rows) },
  }))
}

function obeyInPane(desk: Desk, { outer }: Place, event: MouseEvent): void {
  if (event.kind === 'wheel') desk.body.scroll({ by: 'line', count: toRows(event) })
  if (event.kind !== 'press' || event.button !== 'left') return
  const tab = event.y === outer.y ? tabAt(desk.now(), outer, event.x) : undefined
  desk.change(({ pane }) => ({ focus: 'pane', ...(tab ? { pane: { ...pane, tab } } : {}) }))
}

function toRows({ button }: MouseEvent): number {
  if (button === 'up') return -wheelRows
  return button === 'down' ? wheelRows : 0
}

/** The tab in the upper edge of the frame that is at this column. */
function tabAt(now: Now, outer: Rectangle, x: number): Tab | undefined {
  const line = tabsLine(now, tabColumns(outer.columns))
  let at = outer.x + outer.columns - 3 - lineWidth(line)
  for (const { text } of line) {
    at += textWidth(text)
    if (x < at) return selectTabs(now).find(tab => tab === text)
  }
  return undefined
}
