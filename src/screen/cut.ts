import { blankSpan, type StyledSpan } from './span.ts'
import { isAscii, takeWidth } from './widths.ts'

/** Spans cut into rows of so many columns. A cluster is never cut; one that is too wide for any row is a blank. */
export function splitSpans(spans: readonly StyledSpan[], columns: number): StyledSpan[][] {
  const rows: StyledSpan[][] = []
  let row: StyledSpan[] = []
  let left = columns
  const end = () => {
    rows.push(row)
    row = []
    left = columns
  }
  for (const span of spans) {
    const pieces = openPieces(span)
    for (;;) {
      const piece = pieces.take(left) ?? (left === columns ? pieces.skip(columns) : undefined)
      if (piece !== undefined) {
        row.push(piece)
        left -= piece.width
      }
      if (pieces.isEmpty()) break
      end()
    }
    if (left === 0) end()
  }
  if (row.length > 0) end()
  return rows
}

/** As many clusters as fit in so many columns. */
export function clipSpans(spans: readonly StyledSpan[], columns: number): StyledSpan[] {
  const kept: StyledSpan[] = []
  let left = columns
  for (const span of spans) {
    const pieces = openPieces(span)
    const piece = pieces.take(left)
    if (piece !== undefined) kept.push(piece)
    if (!pieces.isEmpty()) break
    left -= span.width
  }
  return kept
}

/** What is left behind so many columns. Of a wide character that is cut in two, a blank is left. */
export function dropSpans(spans: readonly StyledSpan[], columns: number): readonly StyledSpan[] {
  if (columns === 0) return spans
  const kept: StyledSpan[] = []
  let left = columns
  for (const span of spans) {
    if (left <= 0) kept.push(span)
    else if (span.width > left) kept.push(...dropStart(span, left))
    left -= span.width
  }
  return kept
}

function dropStart(span: StyledSpan, columns: number): StyledSpan[] {
  const pieces = openPieces(span)
  const taken = pieces.take(columns)?.width ?? 0
  const half = taken < columns ? pieces.skip(2) : undefined
  const rest = pieces.take(Number.POSITIVE_INFINITY)
  const blank = half === undefined ? [] : [blankSpan(taken + half.width - columns, span.pen)]
  return rest === undefined ? blank : [...blank, rest]
}

type Pieces = {
  /** The next piece that fits; undefined when not even one cluster does. */
  readonly take: (columns: number) => StyledSpan | undefined
  /** Passes over the next cluster, with a blank of at most so many columns in its place. */
  readonly skip: (columns: number) => StyledSpan
  readonly isEmpty: () => boolean
}

function openPieces(span: StyledSpan): Pieces {
  const { text, pen } = span
  const isPlain = isAscii(text)
  let at = 0
  const fits = (columns: number) => {
    if (!isPlain) return takeWidth(at === 0 ? text : text.slice(at), columns)
    const length = Math.min(columns, text.length - at)
    return { length, width: length }
  }
  return {
    take: columns => {
      if (at === 0 && columns >= span.width) {
        at = text.length
        return text === '' ? undefined : span
      }
      const { length, width } = fits(columns)
      at += length
      return length === 0 ? undefined : { text: text.slice(at - length, at), width, pen }
    },
    skip: columns => {
      const { length, width } = fits(2)
      at += Math.max(1, length)
      return blankSpan(Math.min(columns, width), pen)
    },
    isEmpty: () => at >= text.length,
  }
}
