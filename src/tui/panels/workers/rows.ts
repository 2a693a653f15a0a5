import { toPercent, toShortBytes } from '../../../core/figures.ts'
import type { Size } from '../../../core/output.ts'
import type { Usage } from '../../../core/usage.ts'
import { textWidth } from '../../../screen/widths.ts'
import { type Seen, selectSeen } from '../../../store/select.ts'
import { type Edges, inFrame, lowerEdge, upperEdge } from '../../frame.ts'
import type { Place } from '../../layout.ts'
import { fitLine, fitLines, fitText, type Line, lineWidth, type Span, span, toned, toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { hasLiveRun, selectItem, selectListed } from '../../select.ts'
import { shownWord } from '../../shown.ts'
import type { ScreenState } from '../../state.ts'
import { markOf } from '../../words.ts'
import { type Columns, columnsFor } from './columns.ts'
import type { Heading, ItemId } from './heading.ts'
import { placeOf } from './keys.ts'
import { type Item, indentColumns, listingOf } from './listing.ts'
import { clampTop } from './state.ts'
import { statusOfWorker } from './status.ts'
import { sumLine, sumTone, type Total, usageOf } from './sum.ts'

/** The rows of the list that are seen, each exactly as wide as the list. */
export function workerRows(now: Now, size: Size): readonly Line[] {
  return listRows(now, size, selectItem(now)?.id)
}

/** The same where nobody selects. */
export function unselectedRows(now: Now, size: Size): readonly Line[] {
  return listRows(now, size, undefined)
}

function listRows(now: Now, size: Size, selected: ItemId | undefined): readonly Line[] {
  const listed = selectListed(now)
  if (listed.length === 0) return fitLines([[], emptyLine(now)], size.rows).map(line => fitLine(line, size.columns))
  const top = clampTop(now.screen.workers.top, listed.length, size.rows)
  const columns = columnsFor(size.columns, listingOf(now.living.workers, now.screen.workers).nameColumns)
  const rows = listed
    .slice(top, top + size.rows)
    .map(item => itemRow(now, item, { columns, isSelected: item.id === selected }))
  return fitLines(rows, size.rows).map(line => fitLine(line, size.columns))
}

function emptyLine({ living, screen }: Now): Line {
  if (living.workers.size > 0) return [span('  no name has '), span(screen.workers.filter, 'strong')]
  return [span('  no workers yet, '), span('a', 'key'), span(' adds one')]
}

type Look = { readonly columns: Columns; readonly isSelected: boolean }

function itemRow(now: Now, item: Item, look: Look): Line {
  const line = item.kind === 'heading' ? headingLine(now, item, look.columns) : workerLine(now, item, look.columns)
  if (!look.isSelected) return line
  return hasFocus(now.screen) ? toned(fitLine(line, look.columns.all), 'chosen') : pointed(line)
}

function workerLine(now: Now, { id, depth }: Extract<Item, { kind: 'worker' }>, columns: Columns): Line {
  const { living, screen } = now
  const seen = selectSeen(living, id)
  if (!seen) return []
  const { worker, run } = seen
  const { glyph, tone } = markOf(shownWord(seen, living))
  const usage = run && hasLiveRun(seen) ? living.usage.get(run.id) : undefined
  const start = { isMarked: screen.workers.marked.has(id), mark: span(glyph, tone), name: worker.spec.name, depth }
  return [...startCells(start, columns), ...statusCells(seen, { columns, now, usage })]
}

function headingLine(now: Now, heading: Heading, columns: Columns): Line {
  const { members, name, depth, isFolded } = heading
  const isMarked = members.every(id => now.screen.workers.marked.has(id))
  const mark = span(isFolded ? '▸' : '▾', sumTone(now, heading))
  const usage = usageOf(now, heading)
  const cells = startCells({ isMarked, mark, name, depth }, columns)
  const sum = sumLine(now, heading)
  if (!usage || !hasRoom(sum, columns)) return [...cells, ...fitLine(sum, columns.rest)]
  return [...cells, ...fitLine(sum, columns.rest - columns.usage), ...usageCells(usage, columns)]
}

/** Whether a status leaves room for the use beside it: where things stand is worth more than what they use. */
function hasRoom(status: Line, columns: Columns): boolean {
  return columns.usage > 0 && lineWidth(status) < columns.rest - columns.usage
}

type Start = { readonly isMarked: boolean; readonly mark: Span; readonly name: string; readonly depth: number }

/** Up to the status: those under a heading are moved in, as far as that leaves something of the name. */
function startCells({ isMarked, mark, name, depth }: Start, columns: Columns): Line {
  const step = columns.all < columnsForIndent ? 1 : indentColumns
  const indent = Math.max(0, Math.min(depth * step, columns.name - leastName))
  return [
    span(isMarked ? '▌' : ' ', 'hint'),
    span(' '.repeat(indent)),
    mark,
    span(' '),
    span(fitText(toVisible(name), columns.name - indent), 'strong'),
    span(' '),
  ]
}

const leastName = 3
/** Narrower lists have better use for the cells. */
const columnsForIndent = 24

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
  if (!usage || columns.usage === 0 || (waitsFor && !hasRoom(status, columns)))
    return withTail(status, [`${restarts} ${more}`.trim(), more, restarts], columns.rest)
  return [
    ...withTail(status, columns.restarts > 0 ? [] : [restarts], columns.status),
    span(fitText(columns.restarts > 0 ? restarts : '', columns.restarts, 'right'), 'faint'),
    ...usageCells(usage, columns),
  ]
}

function usageCells({ cpuCores, memoryBytes }: Total, columns: Columns): Line {
  return [
    span(fitText(toPercent(cpuCores), columns.usage / 2, 'right')),
    span(fitText(toShortBytes(memoryBytes), columns.usage / 2, 'right')),
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

/** Where the selected row stands among all, when not all are seen. */
function placeSpans(now: Now, rows: number): Line {
  const count = selectListed(now).length
  return count <= rows ? [] : [span(`${(placeOf(now) ?? 0) + 1}/${count}`, 'faint')]
}
