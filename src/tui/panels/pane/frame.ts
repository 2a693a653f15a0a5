import { draftLine } from '../../draft-line.ts'
import { type Edges, lowerEdge, upperEdge } from '../../frame.ts'
import { showKey } from '../../keys/show.ts'
import type { Place } from '../../layout.ts'
import { fitLine, type Line, lineWidth, span, type Tone } from '../../line.ts'
import type { Now } from '../../now.ts'
import { selectShownRun, selectTab } from '../../select.ts'
import { emptyLines, footLine, tabColumns, tabsLine, titleLine } from './rows.ts'
import { isText } from './state.ts'

/** The upper edge of the pane's frame: what it is about, and its tabs. */
export function upperLine(now: Now, { outer }: Place): Line {
  const right = isAttached(now) ? leaveLine(now.screen.leaveKey) : tabsLine(now, tabColumns(outer.columns))
  return upperEdge({
    ...edgesOf(now, outer.columns),
    title: titleLine(now, outer.columns - lineWidth(right) - 8),
    tabs: right,
  })
}

/** The lower edge: the line that is typed, or how the output is shown. */
export function lowerLine(now: Now, { outer }: Place): Line {
  const { mode } = now.screen
  const foot = selectShownRun(now) ? footLine(now) : []
  if (mode.kind !== 'typing') return lowerEdge({ ...edgesOf(now, outer.columns), title: [], foot })
  const note = [span('› ', 'hint'), ...draftLine(mode.draft, outer.columns - 10)]
  return lowerEdge({ ...edgesOf(now, outer.columns), title: [], note })
}

/** One side of the frame, as many rows as the pane has. */
export function sideLines(now: Now, { inner }: Place): readonly Line[] {
  const { tone } = edgesOf(now, 0)
  return Array.from({ length: inner.rows }, () => [span('│', tone)])
}

/** What stands in the pane while there is nothing else to show, in its middle. */
export function placeholderLines(now: Now, { inner }: Place): readonly Line[] {
  if (selectShownRun(now) || isText(selectTab(now))) return []
  const lines = emptyLines(now)
  const above = Array.from({ length: Math.max(0, Math.floor((inner.rows - lines.length) / 2.5)) }, (): Line => [])
  return [...above, ...lines.map(line => centre(line, inner.columns))].slice(0, inner.rows)
}

function centre(line: Line, columns: number): Line {
  const before = Math.max(0, Math.floor((columns - lineWidth(line)) / 2))
  return fitLine([span(' '.repeat(before)), ...line], columns)
}

function edgesOf(now: Now, columns: number): Edges {
  return { size: { columns, rows: 0 }, tone: toneOf(now), title: [] }
}

function toneOf({ screen: { mode, focus, zoomed } }: Now): Tone {
  if (mode.kind === 'attached' || mode.kind === 'typing') return 'frame-attached'
  return focus === 'pane' || zoomed ? 'frame-focused' : 'frame'
}

function isAttached({ screen }: Now): boolean {
  return screen.mode.kind === 'attached'
}

function leaveLine(leaveKey: string): Line {
  return [span('attached · ', 'good'), span(showKey(leaveKey), 'key'), span(' leaves', 'good')]
}
