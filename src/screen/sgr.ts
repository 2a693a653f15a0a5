import { atDepth, type Depth } from './palette.ts'
import {
  bgDim,
  bgFlags,
  bgItalic,
  bgOverline,
  colour16,
  colour256,
  colourBits,
  colourKind,
  colourRgb,
  colourValue,
  fgBlink,
  fgBold,
  fgFlags,
  fgInverse,
  fgInvisible,
  fgStrike,
  lineShift,
  lineStyle,
  type Pen,
  plainPen,
} from './pen.ts'

/** The shortest sequence that turns a terminal writing with one pen to another. */
export function changePen(from: Pen, to: Pen, depth: Depth): string {
  const codes = takesAway(from, to) ? resetTo(to, depth) : codesOf(from, to, depth)
  return codes === undefined ? '' : `\x1b[${codes}m`
}

// Taking anything away starts from nothing: `22` would end bold and dim alike, and not every terminal knows every end.
function takesAway(from: Pen, to: Pen): boolean {
  return (
    (from.fg & fgFlags & ~to.fg) !== 0 ||
    (from.bg & bgFlags & ~to.bg) !== 0 ||
    (hasColour(from.fg) && !hasColour(to.fg)) ||
    (hasColour(from.bg) && !hasColour(to.bg)) ||
    (from.line !== to.line && from.line !== 0)
  )
}

function hasColour(bits: number): boolean {
  return (bits & colourKind) !== 0
}

function resetTo(to: Pen, depth: Depth): string {
  const codes = codesOf(plainPen, to, depth)
  return codes === undefined ? '' : `0;${codes}`
}

/** The numbers that describe a pen from a reset on, as DECRQSS reports them. */
export function penCodes(pen: Pen): string {
  return codesOf(plainPen, pen, 'rgb') ?? ''
}

function codesOf(from: Pen, to: Pen, depth: Depth): string | undefined {
  let codes = ''
  const fg = to.fg & ~from.fg
  const bg = to.bg & ~from.bg
  if (fg & fgBold) codes += ';1'
  if (bg & bgDim) codes += ';2'
  if (bg & bgItalic) codes += ';3'
  if (to.line !== from.line) codes += underlineCodes(to.line, depth)
  if (fg & fgBlink) codes += ';5'
  if (fg & fgInverse) codes += ';7'
  if (fg & fgInvisible) codes += ';8'
  if (fg & fgStrike) codes += ';9'
  if (bg & bgOverline) codes += ';53'
  if ((to.fg & colourBits) !== (from.fg & colourBits)) codes += colourCodes(atDepth(to.fg & colourBits, depth), 30)
  if ((to.bg & colourBits) !== (from.bg & colourBits)) codes += colourCodes(atDepth(to.bg & colourBits, depth), 40)
  return codes === '' ? undefined : codes.slice(1)
}

function colourCodes(colour: number, base: 30 | 40): string {
  const value = colour & colourValue
  switch (colour & colourKind) {
    case colour16:
      return `;${(value & 8 ? base + 60 : base) + (value & 7)}`
    case colour256:
      return `;${base + 8};5;${value & 0xff}`
    case colourRgb:
      return `;${base + 8};2;${value >> 16};${(value >> 8) & 0xff};${value & 0xff}`
    default:
      return ''
  }
}

// With colons, as every terminal that knows these has them: one that does not would take `58;2;…` for dim and more.
function underlineCodes(line: number, depth: Depth): string {
  const style = (line & lineStyle) >> lineShift
  if (style === 0) return ''
  const colour = atDepth(line & colourBits, depth)
  const value = colour & colourValue
  const styled = style === 1 ? ';4' : `;4:${style}`
  switch (colour & colourKind) {
    case colour16:
    case colour256:
      return `${styled};58:5:${value & 0xff}`
    case colourRgb:
      return `${styled};58:2::${value >> 16}:${(value >> 8) & 0xff}:${value & 0xff}`
    default:
      return styled
  }
}
