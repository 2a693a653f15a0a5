import type { Size } from '../core/output.ts'
import { cutText, fitLine, type Line, lineWidth, span, type Tone } from './line.ts'

/** What stands in the edges of a frame. */
export type Edges = {
  readonly size: Size
  readonly tone: Tone
  /** In the upper edge, at the left and at the right. */
  readonly title: Line
  readonly tabs?: Line
  /** In the lower edge, at the left and at the right. */
  readonly note?: Line
  readonly foot?: Line
}

/** The upper edge, exactly as wide as the frame. The title gives way to what stands at the right. */
export function upperEdge({ size, tone, title, tabs = [] }: Edges): Line {
  return edge({ ...ends('╭', '╮', tone), columns: size.columns, left: title, right: tabs })
}

/** The lower edge, exactly as wide as the frame. */
export function lowerEdge({ size, tone, note = [], foot = [] }: Edges): Line {
  return edge({ ...ends('╰', '╯', tone), columns: size.columns, left: note, right: foot })
}

type Ends = { readonly start: string; readonly end: string; readonly tone: Tone }

function ends(start: string, end: string, tone: Tone): Ends {
  return { start, end, tone }
}

type Edge = Ends & { readonly columns: number; readonly left: Line; readonly right: Line }

function edge({ start, end, tone, columns, left, right }: Edge): Line {
  const inner = columns - 2
  const rightCells = lineWidth(right) > 0 && lineWidth(right) + 3 <= inner ? [...padded(right), span('─', tone)] : []
  const leftRoom = inner - lineWidth(rightCells)
  const leftCells = lineWidth(left) > 0 && leftRoom > 4 ? padded(shorten(left, leftRoom - 3)) : []
  const rule = '─'.repeat(Math.max(0, inner - lineWidth(leftCells) - lineWidth(rightCells)))
  return [span(start, tone), ...leftCells, span(rule, tone), ...rightCells, span(end, tone)]
}

function padded(line: Line): Line {
  return [span(' '), ...line, span(' ')]
}

function shorten(line: Line, columns: number): Line {
  return lineWidth(line) <= columns ? line : fitLine(line, columns)
}

/** A line between the sides of a frame. */
export function inFrame(line: Line, { size, tone }: Pick<Edges, 'size' | 'tone'>): Line {
  return [span('│', tone), ...fitLine(line, size.columns - 2), span('│', tone)]
}

/** A name as a title that is never too long. */
export function titleText(text: string): string {
  return cutText(text, 40)
}
