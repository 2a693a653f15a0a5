import { applySgr } from '../../src/screen/apply-sgr.ts'
import { lineStyle, type Pen, plainPen } from '../../src/screen/pen.ts'
import { openCell, penOf } from '../../src/screen/row.ts'
import { dropInvisible, textWidth } from '../../src/screen/widths.ts'
import type { Cell, Row } from '../../src/screen/xterm.ts'

/** A cell as a test compares it: what stands there, and how it looks. The second half of a wide character is empty text. */
export type Seen = { readonly text: string; readonly pen: Pen }

/**
 * Reads what `tmux capture-pane -e -p -N` printed: the cells of each row. What is tmux 3.3a's own way of writing it down:
 * - cells that were erased, and nothing printed in them since, are not written at a row's end, whatever their background;
 * - line drawing is written as letters between SO and SI;
 * - overline is written as `5:3`, where 53 is meant;
 * - the two letters of a flag are two cells, and what takes no cell is kept (here it is dropped, as on the screen).
 */
export function readCapture(capture: string): Seen[][] {
  let pen: Pen = plainPen
  let isDrawing = false
  const readRow = (line: string): Seen[] => {
    const cells: Seen[] = []
    for (const [token, sgr] of dropInvisible(line).matchAll(tokens)) {
      if (sgr !== undefined) pen = applySgr(pen, sgr.replace(/(^|;)5:3(;|$)/, '$153$2'))
      else if (token === '\x0e' || token === '\x0f') isDrawing = token === '\x0e'
      else if (!token.startsWith('\x1b')) cells.push(...cellsOf(isDrawing ? drawn(token) : token, shown(pen)))
    }
    return cells
  }
  return capture.split('\n').slice(0, -1).map(readRow)
}

/** Colours, links, SO and SI; flags, and characters with what joins them. */
const tokens =
  /\x1b\[([\d;:]*)m|\x1b\]8;[^\x1b]*\x1b\\|\x0e|\x0f|[\u{1f1e6}-\u{1f1ff}]{2}|\P{Mn}(?:[\p{Mn}\p{Me}]|\p{EMod}|\u200d\P{M})*/gu

function cellsOf(text: string, pen: Pen): Seen[] {
  return textWidth(text) === 2
    ? [
        { text, pen },
        { text: '', pen },
      ]
    : [{ text, pen }]
}

// A colour for underlines that are not there is nothing to see.
function shown(pen: Pen): Pen {
  return (pen.line & lineStyle) === 0 ? { ...pen, line: 0 } : pen
}

/** What the line-drawing set has for these letters. */
function drawn(letter: string): string {
  return { l: '┌', q: '─', w: '┬', k: '┐', x: '│', t: '├', u: '┤' }[letter] ?? letter
}

/** The same of an emulator's row. */
export function readCells(row: Row): Seen[] {
  const cell = openCell()
  return Array.from({ length: row.length }, (_, x) => {
    row.loadCell(x, cell)
    return { text: textOf(cell), pen: penOf(cell) }
  })
}

function textOf({ content, combinedData }: Cell): string {
  if ((content & 0x200000) !== 0) return combinedData
  const code = content & 0x1fffff
  return code !== 0 ? String.fromCodePoint(code) : content >> 22 === 0 ? '' : ' '
}
