/** What the mouse did. Cells are counted from the top left, 0-based. */
export type MouseEvent = {
  readonly kind: 'press' | 'release' | 'drag' | 'move' | 'wheel'
  /** For a wheel, where it went; `none` for a plain move, and for a release in the old form, which does not say. */
  readonly button: 'left' | 'middle' | 'right' | 'none' | 'up' | 'down' | 'other'
  readonly x: number
  readonly y: number
  readonly shift: boolean
  readonly alt: boolean
  readonly control: boolean
  /** As it was reported: which button, with modifiers and motion. */
  readonly code: number
}

const sgrForm = /^\x1b\[<(\d{1,9});(\d{1,9});(\d{1,9})([Mm])$/
const oldForm = /^\x1b\[M([\s\S])([\s\S])([\s\S])$/

/** Reads a mouse report, in the form of mode 1006 or the older one; undefined when it is none. */
export function parseMouse(sequence: string): MouseEvent | undefined {
  const [, code, column, row, final] = sgrForm.exec(sequence) ?? []
  if (code !== undefined) return toEvent(Number(code), { x: Number(column) - 1, y: Number(row) - 1 }, final === 'm')
  const old = oldForm.exec(sequence)
  if (!old) return undefined
  const [oldCode = 0, x = 0, y = 0] = old.slice(1).map(char => char.charCodeAt(0) - 32)
  return toEvent(oldCode, { x: x - 1, y: y - 1 }, (oldCode & ~modifierBits) === 3)
}

const shiftBit = 4
const altBit = 8
const controlBit = 16
const moveBit = 32
const wheelBit = 64
const extraBit = 128
const modifierBits = shiftBit | altBit | controlBit

const buttons = ['left', 'middle', 'right', 'none'] as const

type Place = { readonly x: number; readonly y: number }

function toEvent(code: number, { x, y }: Place, isRelease: boolean): MouseEvent | undefined {
  if (x < 0 || y < 0) return undefined
  const modifiers = {
    shift: (code & shiftBit) !== 0,
    alt: (code & altBit) !== 0,
    control: (code & controlBit) !== 0,
  }
  return { kind: toKind(code, isRelease), button: toButton(code), x, y, ...modifiers, code }
}

function toButton(code: number): MouseEvent['button'] {
  const low = code & 3
  if (code & extraBit) return 'other'
  if (code & wheelBit) return low === 0 ? 'up' : low === 1 ? 'down' : 'other'
  return buttons[low] ?? 'none'
}

function toKind(code: number, isRelease: boolean): MouseEvent['kind'] {
  if (code & wheelBit && !(code & extraBit)) return 'wheel'
  if (code & moveBit) return (code & 3) === 3 ? 'move' : 'drag'
  return isRelease ? 'release' : 'press'
}

export type MouseEncoding = 'default' | 'sgr' | 'pixels'

// The cell that a program is told of which asks for its size in pixels.
const cellPixels = { width: 8, height: 16 }

// The old form has a byte for each number, which begin at 32.
const lastOldCell = 255 - 32

/** The report of a mouse event for a program, in the form it asked for; undefined when that form cannot say it. */
export function encodeMouse(event: MouseEvent, encoding: MouseEncoding): Uint8Array | undefined {
  const [column, row] = [event.x + 1, event.y + 1]
  if (encoding === 'default') {
    if (column > lastOldCell || row > lastOldCell || event.code > lastOldCell) return undefined
    const code = event.kind === 'release' ? event.code | 3 : event.code
    return Buffer.from([0x1b, 0x5b, 0x4d, 32 + code, 32 + column, 32 + row])
  }
  const x = encoding === 'pixels' ? Math.round((event.x + 0.5) * cellPixels.width) : column
  const y = encoding === 'pixels' ? Math.round((event.y + 0.5) * cellPixels.height) : row
  return Buffer.from(`\x1b[<${event.code};${x};${y}${event.kind === 'release' ? 'm' : 'M'}`)
}
