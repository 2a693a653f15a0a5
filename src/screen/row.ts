import type { Depth } from './palette.ts'
import {
  bgExtended,
  bgFlags,
  colourBits,
  colourRgb,
  colourValue,
  fgFlags,
  fgUnderline,
  lineShift,
  lineStyle,
  type Pen,
  plainPen,
  samePen,
} from './pen.ts'
import { blankSpan, type StyledSpan } from './span.ts'
import { addBlanks, addCode, addText, beginStrip, endStrip, turnPen } from './strip.ts'
import { isMark } from './widths.ts'
import type { Cell, Row } from './xterm.ts'

export type RowLook = {
  /** What the terminal that this goes to can show; true colour if not said. */
  readonly depth?: Depth
  /** Gives a cell's link; without it no link is written. */
  readonly link?: (id: number) => string | undefined
  /** The terminal's column (0-based) where the row begins. With it the row says where it is after every cluster about
   * whose width terminals disagree, so that no frame behind it is ever pushed aside. */
  readonly left?: number
}

/** A cell to load others into. */
export function openCell(): Cell {
  const extended = { urlId: 0, _ext: 0, clone: () => extended }
  return { content: 0, fg: 0, bg: 0, combinedData: '', extended }
}

// One cell is loaded again and again; reading rows never waits.
const cell = openCell()

const widthShift = 22
const isCombined = 0x200000
const codeMask = 0x1fffff

/** A row as text with colours, exactly so many cells wide and ending in a reset state: safe to print anywhere. */
export function renderRow(row: Row, columns: number, look: RowLook = {}): string {
  const { depth = 'rgb', link, left } = look
  beginStrip()
  let [fg, bg, extended] = [0, 0, cell.extended]
  let linked = 0
  const shown = Math.min(columns, row.length)
  let x = 0
  while (x < shown) {
    row.loadCell(x, cell)
    if (cell.fg !== fg || cell.bg !== bg || ((bg & bgExtended) !== 0 && cell.extended !== extended)) {
      ;({ fg, bg, extended } = cell)
      turnPen(penOf(cell), depth)
      if (link !== undefined) linked = turnToLink(linked, linkOf(cell), link)
    }
    const content = cell.content
    const width = content >> widthShift
    // Half of a wide character at the edge, and what stands alone without width, is a blank.
    if (width === 0 || x + width > shown) {
      addCode(0x20)
      x += 1
      continue
    }
    if ((content & isCombined) !== 0) addText(cell.combinedData)
    else addSingle(content & codeMask, width)
    x += width
    if (left !== undefined && x < columns && isUncertain(content)) addText(`\x1b[${left + x + 1}G`)
  }
  if (linked !== 0) addText(linkEnd)
  if (x < columns) {
    turnPen(plainPen, depth)
    addBlanks(columns - x)
  }
  return endStrip()
}

/** What a cell looks like. */
export function penOf({ fg, bg, extended }: Cell): Pen {
  const line = (fg & fgUnderline) === 0 ? 0 : (bg & bgExtended) === 0 ? 1 << lineShift : lineOf(extended._ext)
  return { fg: fg & (fgFlags | colourBits), bg: bg & (bgFlags | colourBits), line }
}

// `CSI 59 m` leaves every bit of the colour set in this version, where it means to say that there is none.
const noColour = colourRgb | colourValue

function lineOf(bits: number): number {
  const style = bits & lineStyle || 1 << lineShift
  return (bits & colourBits) === noColour ? style : style | (bits & colourBits)
}

/** The number of a cell's link, 0 if it has none. */
export function linkOf({ bg, extended }: Cell): number {
  return (bg & bgExtended) === 0 ? 0 : extended.urlId
}

const linkEnd = '\x1b]8;;\x1b\\'

function turnToLink(from: number, to: number, link: (id: number) => string | undefined): number {
  if (from === to) return from
  const uri = to === 0 ? undefined : link(to)
  if (uri !== undefined) addText(`\x1b]8;id=skep${to};${uri}\x1b\\`)
  else if (from !== 0) addText(linkEnd)
  return uri === undefined ? 0 : to
}

function addSingle(code: number, width: number): void {
  if (code >= 0x300) addFar(code, width)
  else addCode(code < 0x7f && code >= 0x20 ? code : nearCode(code))
}

const softHyphen = 0xad

function nearCode(code: number): number {
  if (code < 0xa0) return 0x20
  return code === softHyphen ? 0x2d : code
}

// A mark that has a cell of its own would go onto its neighbour: it gets a blank to stand on. One that asks for two cells
// only changes how others look, and so does a skin tone: beside an emoji it would join it and pull the row to the left.
function addFar(code: number, width: number): void {
  if (!isMark(code) && !isSkinTone(code)) addCode(code)
  else {
    addCode(0x20)
    addCode(width === 2 ? 0x20 : code)
  }
}

function isSkinTone(code: number): boolean {
  return code >= 0x1f3fb && code <= 0x1f3ff
}

// Terminals agree about letters and ideographs; about emoji and what is joined they do not.
function isUncertain(content: number): boolean {
  return (content & isCombined) !== 0 || (content & codeMask) >= 0x1f000 || isSymbol(content & codeMask)
}

function isSymbol(code: number): boolean {
  return code >= 0x2300 && code < 0x2c00 && !(code >= 0x2500 && code < 0x25a0) && !(code >= 0x2800 && code < 0x2900)
}

/** How many cells of a row there are up to the last one that shows anything. */
export function shownLength(row: Row): number {
  let length = row.length
  while (length > 0) {
    row.loadCell(length - 1, cell)
    const isBlank =
      (cell.content & codeMask) === 0 && (cell.content & isCombined) === 0 && cell.content >> widthShift !== 0
    if (!isBlank || (cell.bg & (colourBits | bgFlags)) !== 0 || (cell.fg & (fgFlags | fgUnderline)) !== 0) break
    length -= 1
  }
  return length
}

/** A row's text, without what is blank at its end. */
export function rowText(row: Row): string {
  let text = ''
  for (let x = 0; x < row.length; x += Math.max(1, cell.content >> widthShift)) {
    row.loadCell(x, cell)
    text += cellText(cell)
  }
  return text.trimEnd()
}

function cellText({ content, combinedData }: Cell): string {
  if (content >> widthShift === 0) return ' '
  if ((content & isCombined) !== 0) return combinedData
  const code = content & codeMask
  return code === 0 ? ' ' : String.fromCodePoint(code)
}

/** A row as spans, exactly so many cells wide: for who cannot print sequences as they are. */
export function rowSpans(row: Row, columns: number): StyledSpan[] {
  const spans: StyledSpan[] = []
  const shown = Math.min(columns, row.length)
  let open = { text: '', width: 0, pen: plainPen }
  let x = 0
  while (x < shown) {
    row.loadCell(x, cell)
    const pen = penOf(cell)
    if (!samePen(pen, open.pen)) {
      if (open.width > 0) spans.push(open)
      open = { text: '', width: 0, pen }
    }
    const width = cell.content >> widthShift
    const fits = width > 0 && x + width <= shown
    open.text += fits ? cellText(cell) : ' '
    open.width += fits ? width : 1
    x += fits ? width : 1
  }
  if (open.width > 0) spans.push(open)
  if (x < columns) spans.push(blankSpan(columns - x))
  return spans
}
