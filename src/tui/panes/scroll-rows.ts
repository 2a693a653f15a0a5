import type { Scroll } from '../pane.ts'

/** How many rows a move is in a view of so many rows; a page keeps one of the rows that were seen. */
export function toRows(move: Extract<Scroll, { by: unknown }>, rows: number): number {
  const unit = { line: 1, page: Math.max(1, rows - 1), 'half-page': Math.max(1, Math.floor(rows / 2)) }
  return move.count * unit[move.by]
}
