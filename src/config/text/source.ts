/** A text that was read, and where its lines begin, so that any place in it can be named. */
export type Source = {
  readonly file: string
  readonly text: string
  readonly lineStarts: readonly number[]
  /** When true, of its lines only what stands before a `=` may be shown. */
  readonly hidesValues: boolean
}

/** A stretch of a source, in UTF-16 units. */
export type Place = { readonly source: Source; readonly start: number; readonly end: number }

/** Makes a source of a file's text. */
export function toSource(file: string, text: string, hidesValues = false): Source {
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return { file, text, lineStarts, hidesValues }
}

/** Line and column (both from 1) of an offset. */
export function toLineAndColumn({ lineStarts }: Source, offset: number): { line: number; column: number } {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 }
}

/** The text of a line (from 1), without its end. */
export function lineOf({ text, lineStarts }: Source, line: number): string {
  return text.slice(lineStarts[line - 1], (lineStarts[line] ?? text.length + 1) - 1).replace(/\r$/, '')
}
