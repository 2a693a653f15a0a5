import {
  bgDim,
  bgItalic,
  bgOverline,
  colour16,
  colour256,
  colourBits,
  colourRgb,
  fgBlink,
  fgBold,
  fgInverse,
  fgInvisible,
  fgStrike,
  lineShift,
  lineStyle,
  type Pen,
  plainPen,
} from './pen.ts'

/** The pen after `CSI … m`; the numbers as they stand between `[` and `m`. What is not known changes nothing. */
export function applySgr(pen: Pen, numbers: string): Pen {
  if (numbers === '' || numbers === '0') return plainPen
  const next = { ...pen }
  const items = numbers.split(';')
  for (let at = 0; at < items.length; at++) {
    const parts = (items[at] ?? '').split(':').map(Number)
    const code = parts[0] ?? 0
    if (code === 38 || code === 48 || code === 58) {
      const taken = parts.length > 1 ? parts : [code, ...items.slice(at + 1, at + 5).map(Number)]
      const colour = readColour(taken, parts.length > 1)
      if (parts.length === 1) at += taken[1] === 2 ? 4 : 2
      if (colour !== undefined) setColour(next, code, colour)
    } else applyOne(next, code, parts[1])
  }
  return next
}

type OpenPen = { fg: number; bg: number; line: number }

function applyOne(pen: OpenPen, code: number, detail: number | undefined): void {
  if (code === 0) Object.assign(pen, plainPen)
  else if (code === 4) setUnderline(pen, detail ?? 1)
  else if (code === 21) setUnderline(pen, 2)
  else if (code === 24) pen.line &= ~lineStyle
  else if (code === 22) clear(pen, fgBold, bgDim)
  else if (code === 59) pen.line &= ~colourBits
  else if (code === 39) pen.fg &= ~colourBits
  else if (code === 49) pen.bg &= ~colourBits
  else if (!applyFlag(pen, code)) applyColour16(pen, code)
}

const flags: Readonly<Record<number, readonly [fg: number, bg: number]>> = {
  1: [fgBold, 0],
  2: [0, bgDim],
  3: [0, bgItalic],
  5: [fgBlink, 0],
  7: [fgInverse, 0],
  8: [fgInvisible, 0],
  9: [fgStrike, 0],
  53: [0, bgOverline],
}

// 23 ends 3, 27 ends 7, 55 ends 53.
function applyFlag(pen: OpenPen, code: number): boolean {
  const starts = flags[code]
  const ends = flags[code === 55 ? 53 : code - 20]
  if (starts !== undefined) {
    pen.fg |= starts[0]
    pen.bg |= starts[1]
  } else if (ends !== undefined && (code < 30 || code === 55)) clear(pen, ends[0], ends[1])
  return starts !== undefined || (ends !== undefined && (code < 30 || code === 55))
}

function clear(pen: OpenPen, fg: number, bg: number): void {
  pen.fg &= ~fg
  pen.bg &= ~bg
}

function setUnderline(pen: OpenPen, style: number): void {
  pen.line = (pen.line & colourBits) | ((style >= 0 && style <= 5 ? style : 1) << lineShift)
}

function applyColour16(pen: OpenPen, code: number): void {
  if (code >= 30 && code <= 37) setColour(pen, 38, colour16 | (code - 30))
  else if (code >= 90 && code <= 97) setColour(pen, 38, colour16 | (code - 90 + 8))
  else if (code >= 40 && code <= 47) setColour(pen, 48, colour16 | (code - 40))
  else if (code >= 100 && code <= 107) setColour(pen, 48, colour16 | (code - 100 + 8))
}

function setColour(pen: OpenPen, code: number, colour: number): void {
  if (code === 38) pen.fg = (pen.fg & ~colourBits) | colour
  else if (code === 48) pen.bg = (pen.bg & ~colourBits) | colour
  else pen.line = (pen.line & ~colourBits) | colour
}

// With colons a colour space may stand before red: 38:2::r:g:b as well as 38:2:r:g:b.
function readColour(parts: readonly number[], colons: boolean): number | undefined {
  if (parts[1] === 5) return colour256 | ((parts[2] ?? 0) & 0xff)
  if (parts[1] !== 2) return undefined
  const [red = 0, green = 0, blue = 0] = parts.slice(colons && parts.length > 5 ? 3 : 2)
  return colourRgb | ((red & 0xff) << 16) | ((green & 0xff) << 8) | (blue & 0xff)
}
