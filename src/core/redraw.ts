/**
 * The last state of a line that was drawn over itself: what stands in it after its carriage returns, backspaces and
 * moves along the line. Colours stay with what they colour, other sequences go where there was anything to redraw.
 */
export function lastState(text: string): string {
  return redraws.test(text) ? draw(text) : text
}

const redraws = /[\r\b]|\x1b\[\d*(?:[CDG`]|(?<=[12])K)/

/** What a line is made of: a whole control sequence, another sequence, one control, or a character with its marks. */
const parts =
  /\x1b\[([\d:;<=>?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]|[\x00-\x1f]|[\s\S](?:\p{M}|\u200d)*/gu

type Cell = { readonly style: string; readonly char: string }

type Row = { readonly cells: Cell[]; column: number; style: string }

function draw(text: string): string {
  const row: Row = { cells: [], column: 0, style: '' }
  for (const [part, numbers, final] of text.matchAll(parts)) {
    if (final !== undefined) obey(row, final, numbers ?? '')
    else if (part === '\r') row.column = 0
    else if (part === '\b') row.column = Math.max(0, row.column - 1)
    else if (part === '\x1b' || !part.startsWith('\x1b')) put(row, part)
  }
  return render(row)
}

function put(row: Row, char: string): void {
  while (row.cells.length < row.column) row.cells.push({ style: '', char: ' ' })
  row.cells[row.column] = { style: row.style, char }
  row.column += 1
}

function obey(row: Row, final: string, numbers: string): void {
  const count = Math.min(Number.parseInt(numbers, 10) || 0, widestMove)
  if (final === 'm') row.style = nextStyle(row.style, `\x1b[${numbers}m`)
  else if (final === 'C') row.column = Math.min(row.column + Math.max(1, count), widestMove)
  else if (final === 'D') row.column = Math.max(0, row.column - Math.max(1, count))
  else if (final === 'G' || final === '`') row.column = Math.max(1, count) - 1
  else if (final === 'K') erase(row, count)
}

// Wider than any terminal.
const widestMove = 4096

function erase(row: Row, what: number): void {
  if (what === 0) row.cells.length = Math.min(row.cells.length, row.column)
  else if (what === 2) row.cells.length = 0
  else
    for (let at = 0; at < Math.min(row.column + 1, row.cells.length); at += 1) row.cells[at] = { style: '', char: ' ' }
}

const longestStyle = 128

/** The colours that hold after one more sequence of them. */
export function nextStyle(style: string, sequence: string): string {
  if (/^\x1b\[0*m$/.test(sequence)) return ''
  const next = /^\x1b\[0*;/.test(sequence) ? sequence : `${style}${sequence}`
  return next.length > longestStyle ? sequence : next
}

function render({ cells, style: last }: Row): string {
  let out = ''
  let style = ''
  for (const cell of [...cells, { style: last, char: '' }]) {
    if (cell.style !== style)
      out += cell.style.startsWith(style) ? cell.style.slice(style.length) : `\x1b[0m${cell.style}`
    style = cell.style
    out += cell.char
  }
  return out
}
