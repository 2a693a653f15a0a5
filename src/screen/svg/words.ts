import { isDrawn } from './boxes.ts'
import type { StyledCell } from './cell.ts'
import { paintOf } from './palette.ts'

/** Letters that stand together and look the same; what is not ASCII stands alone, because fonts disagree about its width. */
export type Word = {
  readonly x: number
  readonly y: number
  readonly text: string
  /** In cells. */
  readonly width: number
  readonly ink: string
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strikethrough: boolean
}

/** The words of a row, from left to right. */
export function wordsOf(cells: readonly StyledCell[], y: number): Word[] {
  const words: Word[] = []
  for (const [x, cell] of cells.entries()) {
    if (cell.text.trim() === '' || isDrawn(cell.text)) continue
    const { bold, italic, underline, strikethrough, text, width } = cell
    const word: Word = { x, y, text, width, ink: paintOf(cell).ink, bold, italic, underline, strikethrough }
    const last = words.at(-1)
    if (last !== undefined && goesOn(last, word)) words[words.length - 1] = joined(last, word)
    else words.push(word)
  }
  return words
}

function goesOn(last: Word, next: Word): boolean {
  const look = ({ ink, bold, italic, underline, strikethrough }: Word): string =>
    [ink, bold, italic, underline, strikethrough].join(' ')
  return last.x + last.width === next.x && isAscii(last.text) && isAscii(next.text) && look(last) === look(next)
}

function joined(last: Word, next: Word): Word {
  return { ...last, text: last.text + next.text, width: last.width + next.width }
}

/** Whether every font gives it one cell a character. */
export function isAscii(text: string): boolean {
  return /^[!-~]+$/.test(text)
}
