import { toShortBytes } from '../../core/figures.ts'
import { clipLine, type Line, renderLine, toLine, wrapLine } from '../../screen/lines.ts'
import { bgDim, colour16, type Pen, plainPen } from '../../screen/pen.ts'
import { blankSpan, type StyledSpan } from '../../screen/span.ts'
import { textWidth } from '../../screen/widths.ts'
import { toClock } from '../clock.ts'
import type { Entry } from './entry.ts'
import { markMatches } from './marks.ts'
import type { Range } from './pattern.ts'

/** How output is shown. */
export type EntryLook = {
  readonly columns: number
  readonly wrap: boolean
  readonly times: boolean
  /** Whether a column tells stderr from stdout. */
  readonly gutter: boolean
}

/** The matches in an entry's text, and which of them the person is at. */
export type Marked = { readonly ranges: readonly Range[]; readonly current: number | undefined }

const lines = new WeakMap<Entry, Line>()

/** An entry as a line. */
export function entryLine(entry: Entry): Line {
  const known = lines.get(entry)
  if (known) return known
  const line = entry.kind === 'text' ? toLine(entry.text, entry.pen) : toLine(gapText(entry), dim)
  lines.set(entry, line)
  return line
}

const dim: Pen = { ...plainPen, bg: bgDim }

const reasons = {
  dropped: 'of older output dropped',
  'not-written': 'not kept: the disk did not take it',
  damaged: 'lost: the files are damaged',
} as const

function gapText({ offset, end, reason }: Entry & { kind: 'gap' }): string {
  return `┄┄ ${toShortBytes(end - offset)} ${reasons[reason]} ┄┄`
}

const heights = new WeakMap<Entry, { readonly columns: number; readonly height: number }>()

/** How many rows an entry takes. */
export function entryHeight(entry: Entry, look: EntryLook): number {
  if (!look.wrap) return 1
  const columns = contentColumns(look)
  const known = heights.get(entry)
  if (known?.columns === columns) return known.height
  const height = wrapLine(entryLine(entry), columns).length
  heights.set(entry, { columns, height })
  return height
}

/** The row of an entry in which a unit of its text stands. */
export function entryRowOf(entry: Entry, unit: number, look: EntryLook): number {
  if (!look.wrap) return 0
  let start = 0
  const rows = wrapLine(entryLine(entry), contentColumns(look))
  const row = rows.findIndex(({ text }) => {
    start += text.length
    return unit < start
  })
  return row === -1 ? rows.length - 1 : row
}

/** An entry as rows of text with colours. */
export function entryRows(entry: Entry, look: EntryLook, { ranges, current }: Marked): readonly string[] {
  const line = markMatches(entryLine(entry), ranges, current)
  const columns = contentColumns(look)
  const rows = look.wrap ? wrapLine(line, columns) : [cutOff(line, columns)]
  return rows.map((row, at) => {
    const spans = [...prefix(entry, look, at === 0), ...row.spans]
    return renderLine({ ...row, spans, width: prefixColumns(look) + row.width }, look.columns)
  })
}

// A cut line says that there is more of it.
function cutOff(line: Line, columns: number): Line {
  if (line.width <= columns) return line
  const { spans, width, ...rest } = clipLine(line, columns - 1)
  const mark = [blankSpan(columns - 1 - width), { text: '…', width: 1, pen: dim }]
  return { ...rest, spans: [...spans, ...mark], width: columns }
}

const clockColumns = textWidth('00:00:00 ')

/** With less than this for the text, the time is left out. */
const leastColumns = 12

function prefixColumns({ columns, times, gutter }: EntryLook): number {
  const asked = (times ? clockColumns : 0) + (gutter ? 1 : 0)
  return columns - asked < leastColumns ? 0 : asked
}

function contentColumns(look: EntryLook): number {
  return Math.max(1, look.columns - prefixColumns(look))
}

const red: Pen = { ...plainPen, fg: colour16 | 1 }

function prefix(entry: Entry, look: EntryLook, isFirst: boolean): StyledSpan[] {
  if (prefixColumns(look) === 0) return []
  const isError = entry.kind === 'text' && entry.stream === 'stderr'
  const bar = isError ? { text: '▌', width: 1, pen: red } : blankSpan(1)
  const time = entry.kind === 'text' && isFirst ? `${toClock(entry.timeMs)} ` : ''
  const clock = time === '' ? blankSpan(clockColumns) : { text: time, width: clockColumns, pen: dim }
  return [...(look.gutter ? [bar] : []), ...(look.times ? [clock] : [])]
}
