/** How text looks, packed as the emulator packs it, so that a cell's numbers are used as they are.
 * `fg`: a colour in bits 0–25, flags above. `bg`: likewise. `line`: 0, or the underline's style and colour. */
export type Pen = { readonly fg: number; readonly bg: number; readonly line: number }

export const plainPen: Pen = { fg: 0, bg: 0, line: 0 }

/** Of a packed colour: its kind (these two bits) and its value (an index, or 0xRRGGBB). */
export const colourKind = 0x3000000
export const colour16 = 0x1000000
export const colour256 = 0x2000000
export const colourRgb = 0x3000000
export const colourBits = 0x3ffffff
export const colourValue = 0xffffff

export const fgInverse = 0x4000000
export const fgBold = 0x8000000
export const fgUnderline = 0x10000000
export const fgBlink = 0x20000000
export const fgInvisible = 0x40000000
export const fgStrike = 0x80000000
/** What of `fg` is shown beside the colour; underline is told by `line`. */
export const fgFlags: number = fgInverse | fgBold | fgBlink | fgInvisible | fgStrike

export const bgItalic = 0x4000000
export const bgDim = 0x8000000
export const bgExtended = 0x10000000
export const bgOverline = 0x40000000
export const bgFlags: number = bgItalic | bgDim | bgOverline

/** Of `line`: the style (1 single, 2 double, 3 curly, 4 dotted, 5 dashed) stands above the colour. */
export const lineShift = 26
export const lineStyle = 0x1c000000

/** A readable colour: an index into the terminal's palette, or `#rrggbb`; undefined is the terminal's own. */
export type Colour = number | string | undefined

/** What a pen says, spelled out. */
export type Style = {
  readonly foreground: Colour
  readonly background: Colour
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: 'none' | 'single' | 'double' | 'curly' | 'dotted' | 'dashed'
  readonly underlineColour: Colour
  readonly blink: boolean
  readonly inverse: boolean
  readonly invisible: boolean
  readonly strikethrough: boolean
  readonly overline: boolean
}

/** Spells a pen out, for who draws with something else than escape sequences. */
export function toStyle({ fg, bg, line }: Pen): Style {
  return {
    foreground: toColour(fg),
    background: toColour(bg),
    bold: (fg & fgBold) !== 0,
    dim: (bg & bgDim) !== 0,
    italic: (bg & bgItalic) !== 0,
    underline: underlines[(line & lineStyle) >> lineShift] ?? 'single',
    underlineColour: toColour(line),
    blink: (fg & fgBlink) !== 0,
    inverse: (fg & fgInverse) !== 0,
    invisible: (fg & fgInvisible) !== 0,
    strikethrough: (fg & fgStrike) !== 0,
    overline: (bg & bgOverline) !== 0,
  }
}

const underlines = ['none', 'single', 'double', 'curly', 'dotted', 'dashed'] as const

function toColour(bits: number): Colour {
  const kind = bits & colourKind
  if (kind === 0) return undefined
  if (kind === colourRgb) return `#${(bits & colourValue).toString(16).padStart(6, '0')}`
  return bits & 0xff
}

/** Whether two pens look the same. */
export function samePen(one: Pen, other: Pen): boolean {
  return one.fg === other.fg && one.bg === other.bg && one.line === other.line
}
