import { dropSpans } from '../../screen/cut.ts'
import { renderLine, toLine } from '../../screen/lines.ts'
import type { Depth } from '../../screen/palette.ts'
import { spansText, spansWidth } from '../../screen/span.ts'
import { anchorRow } from './anchor.ts'

/** Which cells of a row, and where on the screen they go. */
export type Cut = { readonly from: number; readonly columns: number; readonly x: number; readonly depth: Depth }

/** So many cells of a row of text with colours, ready to be written at a column of the screen. */
export function cutRow(row: string, { from, columns, x, depth }: Cut): string {
  const line = toLine(row)
  const spans = dropSpans(line.spans, from)
  const rest = { spans, text: spansText(spans), width: spansWidth(spans), endPen: line.endPen }
  return anchorRow(renderLine(rest, columns, depth), x)
}
