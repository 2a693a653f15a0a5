/** A row of a text: of which line, and which of the line's rows. */
export type Spot = { readonly line: number; readonly row: number }

/** Lines by number, each one or more rows high. Numbers stay when lines are added or dropped at either end. */
export type Lines = {
  readonly first: number
  /** The number after the last one. */
  readonly end: number
  height(line: number): number
}

/** A spot so many rows further down (or up), and how many rows were missing at the end of the text. */
export type Moved = { readonly spot: Spot; readonly missing: number }

/** Moves down by rows, up by a negative number of them. */
export function moveSpot(lines: Lines, from: Spot, by: number): Moved {
  return by < 0 ? moveUp(lines, from, -by) : moveDown(lines, from, by)
}

function moveUp(lines: Lines, from: Spot, by: number): Moved {
  let { line, row } = from
  let missing = by
  while (missing > row && line > lines.first) {
    missing -= row
    line -= 1
    row = lines.height(line)
  }
  const step = Math.min(row, missing)
  return { spot: { line, row: row - step }, missing: missing - step }
}

function moveDown(lines: Lines, from: Spot, by: number): Moved {
  let { line, row } = from
  let missing = by
  while (line < lines.end && missing >= lines.height(line) - row) {
    missing -= lines.height(line) - row
    line += 1
    row = 0
  }
  return line < lines.end ? { spot: { line, row: row + missing }, missing: 0 } : { spot: { line, row }, missing }
}

/** Where so many rows begin that end with the text. */
export function lastSpot(lines: Lines, rows: number): Spot {
  return moveUp(lines, { line: lines.end, row: 0 }, rows).spot
}

/** The spot in the text that is nearest to one that may be outside of it by now. */
export function clampSpot(lines: Lines, { line, row }: Spot): Spot {
  if (line < lines.first) return { line: lines.first, row: 0 }
  if (line >= lines.end) return { line: lines.end, row: 0 }
  return { line, row: Math.min(row, lines.height(line) - 1) }
}

/** Negative when the first comes first. */
export function compareSpots(one: Spot, other: Spot): number {
  return one.line - other.line || one.row - other.row
}
