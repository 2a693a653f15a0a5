import type { Size } from '../core/output.ts'
import { inFrame, lowerEdge, upperEdge } from './frame.ts'
import { fitLine, type Line, lineWidth, span } from './line.ts'
import type { Rectangle } from './pane.ts'

/** What a dialog shows: a title and lines. */
export type Dialog = { readonly title: string; readonly lines: readonly Line[]; readonly width?: number }

/** A dialog in its place: its lines with their frame. */
export type PlacedDialog = { readonly rectangle: Rectangle; readonly lines: readonly Line[] }

const leastWidth = 36
const padding = 2

/** Puts a dialog in the middle of the screen, over the panels; what does not fit is cut, its last line never. */
export function placeDialog({ title, lines, width = 0 }: Dialog, screen: Size): PlacedDialog {
  const widest = Math.max(leastWidth, width, title.length + 4, ...lines.map(line => lineWidth(line) + 2 * padding))
  const columns = Math.min(screen.columns, widest + 2)
  const body = screen.rows - 2
  const isFramed = body >= 5
  const inner = isFramed ? fitBody(lines, body - 2) : fitBody([[span(title, 'strong')], ...lines], body)
  const rows = inner.length + (isFramed ? 2 : 0)
  const rectangle = {
    x: Math.floor((screen.columns - columns) / 2),
    y: 1 + Math.max(0, Math.floor((body - rows) / 2.5)),
    columns,
    rows,
  }
  return { rectangle, lines: isFramed ? frameLines(title, inner, { columns, rows }) : bareLines(inner, columns) }
}

/** As many lines as there is room for: those around the one that the person is at, and the last one always. */
function fitBody(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length <= rows) return lines
  const filled = lines.filter(line => line.length > 0)
  if (filled.length <= rows) return filled
  const [body, last = []] = [filled.slice(0, -1), filled.at(-1)]
  const room = Math.max(0, rows - 1)
  const at = body.findIndex(line => line.some(({ tone }) => tone === 'cursor' || tone === 'chosen'))
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), body.length - room))
  return [...body.slice(from, from + room), last]
}

function frameLines(title: string, lines: readonly Line[], size: Size): readonly Line[] {
  const edges = { size, tone: 'frame-asking', title: [span(title, 'strong')] } as const
  const spaced = lines.map(
    (line): Line => inFrame([span(' '.repeat(padding)), ...fitLine(line, size.columns - 2 - 2 * padding)], edges),
  )
  return [upperEdge(edges), ...spaced, lowerEdge({ ...edges, title: [] })]
}

function bareLines(lines: readonly Line[], columns: number): readonly Line[] {
  return lines.map(line => fitLine([span(' '), ...line], columns))
}

/** Keys with what they do, as the last line of a dialog. */
export function answers(keys: ReadonlyArray<readonly [key: string, does: string]>): Line {
  return keys.flatMap(([key, does], index) => [
    ...(index === 0 ? [] : [span('   ')]),
    span(key, 'key'),
    span(` ${does}`),
  ])
}
