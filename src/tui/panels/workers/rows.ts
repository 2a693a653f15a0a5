import { toPercent, toShortBytes } from '../../../core/figures.ts'
import type { WorkerId } from '../../../core/id.ts'
import type { Size } from '../../../core/output.ts'
import type { Usage } from '../../../core/usage.ts'
import { textWidth } from '../../../screen/widths.ts'
import { type Seen, selectSeen } from '../../../store/select.ts'
import { type Edges, inFrame, lowerEdge, upperEdge } from '../../frame.ts'
import type { Place } from '../../layout.ts'
import { fitLine, fitLines, fitText, type Line, lineWidth, span, toned, toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { hasLiveRun, selectListed, selectSelected } from '../../select.ts'
import { shownWord } from '../../shown.ts'
import type { ScreenState } from '../../state.ts'
import { markOf } from '../../words.ts'
import { type Columns, columnsFor } from './columns.ts'
import { clampTop } from './state.ts'
import { statusOfWorker } from './status.ts'

/** The rows of the list that are seen, each exactly as wide as the list. */
export function workerRows(now: Now, size: Size): readonly Line[] {
  return listRows(now, size, selectSelected(now)?.worker.id)
}

/** The same where nobody selects. */
export function unselectedRows(now: Now, size: Size): readonly Line[] {
  return listRows(now, size, undefined)
}

function listRows(now: Now, size: Size, selected: WorkerId | undefined): readonly Line[] {
  const listed = selectListed(now)
  if (listed.length === 0) return fitLines([[], emptyLine(now)], size.rows).map(line => fitLine(line, size.columns))
  const top = clampTop(now.screen.workers.top, listed.length, size.rows)
  const seen = listed.slice(top, top + size.rows).flatMap(id => selectSeen(now.living, id) ?? [])
  const columns = columnsFor(size.columns, longestName(now, listed.length))
  const rows = seen.map(one => workerRow(now, one, { columns, isSelected: one.worker.id === selected }))
  return fitLines(rows, size.rows).map(line => fitLine(line, size.columns))
}

function emptyLine({ living, screen }: Now): Line {
  if (living.workers.size > 0) return [span('  no name has '), span(screen.workers.filter, 'strong')]
  return [span('  no workers yet, '), span('a', 'key'), span(' adds one')]
}

// Looking at the names of a thousand workers at every change is cheap; laying out by what is seen would make columns jump.
function longestName({ living }: Now, count: number): number {
  let longest = 0
  if (count > 0) for (const { spec } of living.workers.values()) longest = Math.max(longest, spec.name.length)
  return longest
}

type Look = { readonly columns: Columns; readonly isSelected: boolean }

function workerRow(now: Now, seen: Seen, { columns, isSelected }: Look): Line {
  const { living, screen } = now
  const { worker, run } = seen
  const { glyph, tone } = markOf(shownWord(seen, living))
  const isMarked = screen.workers.marked.has(worker.id)
  const usage = run && hasLiveRun(seen) ? living.usage.get(run.id) : undefined
  const line: Line = [
    span(isMarked ? '▌' : ' ', 'hint'),
    span(glyph, tone),
    span(' '),
    span(fitText(toVisible(worker.spec.name), columns.name), 'strong'),
    span(' '),
    ...statusCells(seen, { columns, now, usage }),
  ]
  if (!isSelected) return line
  return hasFocus(screen) ? toned(fitLine(line, columns.all), 'chosen') : pointed(line)
}

/** Whether keys are the list's: not while they go into a program. */
function hasFocus({ focus, mode }: ScreenState): boolean {
  return focus === 'list' && mode.kind !== 'attached' && mode.kind !== 'typing'
}

function pointed([first, ...rest]: Line): Line {
  return [first?.text === ' ' ? span('›', 'hint') : (first ?? span(' ')), ...rest]
}

type Status = { readonly columns: Columns; readonly now: Now; readonly usage: Usage | undefined }

function statusCells(seen: Seen, { columns, now, usage }: Status): Line {
  const { word, detail, more, waitsFor } = statusOfWorker(seen, now)
  const status: Line = [
    span(`${word}${waitsFor ? ':' : ''}`, markOf(word).tone),
    span(detail === '' ? '' : ` ${detail}`),
  ]
  const restarts = seen.worker.restarts > 0 ? `↻${seen.worker.restarts}` : ''
  if (!usage || columns.usage === 0)
    return withTail(status, [`${restarts} ${more}`.trim(), more, restarts], columns.rest)
  return [
    ...withTail(status, columns.restarts > 0 ? [] : [restarts], columns.status),
    span(fitText(columns.restarts > 0 ? restarts : '', columns.restarts, 'right'), 'faint'),
    span(fitText(toPercent(usage.cpuCores), columns.usage / 2, 'right')),
    span(fitText(toShortBytes(usage.memoryBytes), columns.usage / 2, 'right')),
  ]
}

/** A line with the first of some tails for which it has room. */
function withTail(line: Line, tails: readonly string[], columns: number): Line {
  const room = columns - lineWidth(line) - 1
  const tail = tails.find(text => text !== '' && textWidth(text) <= room)
  return fitLine(tail === undefined ? line : [...line, span(` ${tail}`, 'faint')], columns)
}

/** The list with its frame, where it has one. */
export function framedRows(now: Now, { outer, inner, framed }: Place): readonly Line[] {
  const rows = workerRows(now, inner)
  if (!framed) return rows
  const edges: Edges = {
    size: outer,
    tone: hasFocus(now.screen) ? 'frame-focused' : 'frame',
    title: [span('workers', 'strong'), ...filterSpans(now)],
    tabs: placeSpans(now, inner.rows),
  }
  return [upperEdge(edges), ...rows.map(row => inFrame(row, edges)), lowerEdge({ ...edges, title: [] })]
}

function filterSpans({ screen }: Now): Line {
  const { filter } = screen.workers
  return filter === '' ? [] : [span(` /${toVisible(filter)}`, 'waiting')]
}

/** Where the selected one stands among all, when not all are seen. */
function placeSpans(now: Now, rows: number): Line {
  const listed = selectListed(now)
  if (listed.length <= rows) return []
  const at = listed.indexOf(selectSelected(now)?.worker.id ?? 'wrk_') + 1
  return [span(`${at}/${listed.length}`, 'faint')]
}
