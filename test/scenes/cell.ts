import type { IBufferCell } from '@xterm/headless'
import type { StyledCell } from '../../src/screen/svg/cell.ts'

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

function colour(value: number, isRgb: boolean, isPalette: boolean): StyledCell['foreground'] {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`
  return isPalette ? value : undefined
}
