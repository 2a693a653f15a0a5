import type { IBufferCell } from '@xterm/headless'

/** An index into the terminal's palette, or `#rrggbb`; undefined is the terminal's own. */
export type CellColour = number | string | undefined

/** One cell of a screen: what stands in it and how it looks. The right half of a wide character is empty and 0 wide. */
export type StyledCell = {
  readonly text: string
  readonly width: number
  readonly foreground: CellColour
  readonly background: CellColour
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly inverse: boolean
  readonly strikethrough: boolean
}

/** The emulator's cell, which is only good until the next bytes, as one that stays. */
export function toStyledCell(cell: IBufferCell | undefined): StyledCell {
  if (cell === undefined) return blank
  return {
    text: cell.getChars(),
    width: cell.getWidth(),
    foreground: colour(cell.getFgColor(), cell.isFgRGB(), cell.isFgPalette()),
    background: colour(cell.getBgColor(), cell.isBgRGB(), cell.isBgPalette()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
    strikethrough: cell.isStrikethrough() !== 0,
  }
}

const blank: StyledCell = {
  text: '',
  width: 1,
  foreground: undefined,
  background: undefined,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strikethrough: false,
}

function colour(value: number, isRgb: boolean, isPalette: boolean): CellColour {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`
  return isPalette ? value : undefined
}
