import { shapeNumber } from './answers.ts'
import type { Keyboard } from './keyboard.ts'
import type { Links } from './links.ts'
import { isAlternate } from './modes.ts'
import { plainPen } from './pen.ts'
import { linkOf, openCell, penOf, type RowLook, renderRow, shownLength } from './row.ts'
import { changePen } from './sgr.ts'
import type { Attributes, Charset, Core, Row, ScreenBuffer, Terminal } from './xterm.ts'

// Why not @xterm/addon-serialize: it forgets underline styles and colours, links, the cursor's shape and whether it is
// shown, margins, tab stops, the mouse encoding, character sets, keyboard flags and the title; it turns dim to bold into
// plain; and with a full scrollback it holds the loop for longer than all of this does.

export type Serialised = {
  readonly terminal: Terminal
  readonly links: Links
  readonly keyboard: Keyboard
  readonly title: string
}

/** Text that makes a new terminal of the same size show the same, scrollback included, in the same modes. */
export function serialiseTerminal({ terminal, links, keyboard, title }: Serialised, scrollback: number): string {
  const { core } = terminal
  const { normal, alt, active } = core.buffers
  const { columns } = sizeOf(terminal)
  const look: RowLook = { link: links.uri }
  const parts = [
    title === '' ? '' : `\x1b]2;${title}\x1b\\`,
    scrolledRows(normal, scrollback, { columns, look }),
    pushes(keyboard.stacks().normal),
  ]
  if (isAlternate(core)) {
    parts.push(tabStops(normal, columns), region(normal), saveBy('\x1b[?1049h\x1b[m\x1b[2J', normal))
    parts.push(placedRows(alt, { columns, look }), pushes(keyboard.stacks().alternate))
  }
  parts.push(
    savedCursor(active),
    tabStops(active, columns),
    region(active),
    terminal.modes.originMode ? '\x1b[?6h' : '',
    cursorAt(terminal),
  )
  parts.push(penText(core._inputHandler._curAttrData), openLink(core, links))
  parts.push(charsets(core), modes(terminal))
  return parts.join('')
}

type Sheet = { readonly columns: number; readonly look: RowLook }

function sizeOf({ core }: Terminal): { readonly columns: number; readonly rows: number } {
  const { lines, ybase } = core.buffers.active
  return { columns: lines.get(ybase)?.length ?? 0, rows: lines.length - ybase }
}

// Row after row, so that what is above the screen scrolls there; a row that goes on in the next one is printed whole and
// wraps by itself.
function scrolledRows({ lines, ybase }: ScreenBuffer, scrollback: number, { columns, look }: Sheet): string {
  let text = ''
  for (let y = Math.max(0, ybase - scrollback); y < lines.length; y++) {
    const row = lines.get(y)
    // The list is a ring: past its end it gives its beginning.
    const next = y + 1 < lines.length ? lines.get(y + 1) : undefined
    if (row === undefined) break
    const goesOn = next?.isWrapped === true
    const length = goesOn ? columns - wrapsEarly(row, next) : Math.max(row.isWrapped ? 1 : 0, shownLength(row))
    text += renderRow(row, length, look)
    // A wrap blanks the new row in the colour of the moment.
    if (row.isWrapped && length < columns && !goesOn) text += '\x1b[K'
    if (next !== undefined && !goesOn) text += '\r\n'
  }
  return text
}

// A wide character that found only one cell left: that cell stays empty.
function wrapsEarly(row: Row, next: Row): 0 | 1 {
  const isEmpty = shownLength(row) < row.length
  return isEmpty && next.loadCell(0, openCell()).content >> 22 === 2 ? 1 : 0
}

function placedRows({ lines }: ScreenBuffer, { look }: Sheet): string {
  let text = ''
  for (let y = 0; y < lines.length; y++) {
    const row = lines.get(y)
    const length = row === undefined ? 0 : shownLength(row)
    if (row !== undefined && length > 0) text += moveTo(0, y) + renderRow(row, length, look)
  }
  return text
}

function moveTo(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H`
}

function savedRow({ savedY, ybase }: ScreenBuffer): number {
  return Math.max(0, savedY - ybase)
}

function penText({ fg, bg, extended }: Attributes): string {
  const pen = penOf({ fg, bg, extended, content: 0, combinedData: '' })
  return `\x1b[m${changePen(plainPen, pen, 'rgb')}`
}

function savedCursor(buffer: ScreenBuffer): string {
  const { savedX, savedCurAttrData: attributes, savedCharset } = buffer
  const isAtStart = savedX === 0 && savedRow(buffer) === 0 && charsetLetter(savedCharset) === undefined
  return isAtStart && attributes.fg === 0 && attributes.bg === 0 ? '' : saveBy('\x1b7', buffer)
}

/** Brings everything to where the cursor was saved, and saves it by this sequence. */
function saveBy(sequence: string, buffer: ScreenBuffer): string {
  const set = charsetLetter(buffer.savedCharset)
  const place = `${moveTo(buffer.savedX, savedRow(buffer))}${penText(buffer.savedCurAttrData)}`
  return set === undefined ? `${place}${sequence}` : `${place}\x1b(${set}${sequence}\x1b(B`
}

const usualTab = 8

function tabStops({ tabs }: ScreenBuffer, columns: number): string {
  const stops: number[] = []
  let isUsual = true
  for (let x = 0; x < columns; x++) {
    if (tabs[x] === true) stops.push(x)
    isUsual &&= (tabs[x] === true) === (x % usualTab === 0)
  }
  return isUsual ? '' : `\x1b[3g${stops.map(x => `${moveTo(x, 0)}\x1bH`).join('')}`
}

function region({ scrollTop, scrollBottom, lines, ybase }: ScreenBuffer): string {
  const isWhole = scrollTop === 0 && scrollBottom === lines.length - ybase - 1
  return isWhole ? '' : `\x1b[${scrollTop + 1};${scrollBottom + 1}r`
}

// Beyond the last cell the cursor waits for the character that wraps: only printing that cell again brings it there.
function cursorAt(terminal: Terminal): string {
  const { x, y, ybase, lines, scrollTop } = terminal.core.buffers.active
  const { columns } = sizeOf(terminal)
  const row = terminal.modes.originMode ? y - scrollTop : y
  const line = lines.get(ybase + y)
  if (x < columns || line === undefined) return moveTo(x, row)
  const cell = openCell()
  const start = line.loadCell(columns - 1, cell).content >> 22 === 0 ? columns - 2 : columns - 1
  line.loadCell(start, cell)
  const text =
    (cell.content & 0x200000) !== 0 ? cell.combinedData : String.fromCodePoint(cell.content & 0x1fffff || 0x20)
  return `${moveTo(start, row)}\x1b[m${changePen(plainPen, penOf(cell), 'rgb')}${text}`
}

function openLink(core: Core, { uri }: Links): string {
  const id = linkOf({ ...core._inputHandler._curAttrData, content: 0, combinedData: '' })
  const target = id === 0 ? undefined : uri(id)
  return target === undefined ? '' : `\x1b]8;id=skep${id};${target}\x1b\\`
}

function charsets({ _charsetService: { glevel, charset, _charsets } }: Core): string {
  const designated = ['(', ')', '*', '+'].map((set, level) => {
    // A restored cursor may have brought another set than was chosen for its level.
    const letter = charsetLetter(level === glevel ? charset : _charsets[level])
    return letter === undefined ? '' : `\x1b${set}${letter}`
  })
  return `${designated.join('')}${['', '\x0e', '\x1bn', '\x1bo'][glevel] ?? ''}`
}

// Line drawing is what programs use; of the national sets only the British one differs from ASCII in what people write.
function charsetLetter(charset: Charset): string | undefined {
  if (charset?.['q'] === '─') return '0'
  return charset?.['#'] === '£' ? 'A' : undefined
}

function pushes(flags: readonly number[]): string {
  return flags.map(flag => `\x1b[>${flag}u`).join('')
}

function modes(terminal: Terminal): string {
  const now = terminal.modes
  const { isCursorHidden } = terminal.core.coreService
  const set: readonly (readonly [boolean, string])[] = [
    [now.insertMode, '\x1b[4h'],
    [terminal.options.convertEol === true, '\x1b[20h'],
    [!now.wraparoundMode, '\x1b[?7l'],
    [now.reverseWraparoundMode, '\x1b[?45h'],
    [now.applicationCursorKeysMode, '\x1b[?1h'],
    [now.applicationKeypadMode, '\x1b='],
    [now.bracketedPasteMode, '\x1b[?2004h'],
    [now.sendFocusMode, '\x1b[?1004h'],
    [now.synchronizedOutputMode, '\x1b[?2026h'],
    [isCursorHidden, '\x1b[?25l'],
    [shapeNumber(terminal) !== 2, `\x1b[${shapeNumber(terminal)} q`],
  ]
  const on = set.map(([isSet, sequence]) => (isSet ? sequence : '')).join('')
  return `${on}${mouseModes[now.mouseTrackingMode]}${encodings[terminal.core.coreMouseService.activeEncoding]}`
}

const mouseModes = { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' } as const

const encodings = { DEFAULT: '', SGR: '\x1b[?1006h', SGR_PIXELS: '\x1b[?1016h' } as const
