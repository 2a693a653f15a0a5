import type { Line } from '../../screen/lines.ts'
import { fgBold, fgInverse, lineShift, type Pen } from '../../screen/pen.ts'
import type { StyledSpan } from '../../screen/span.ts'
import { textWidth } from '../../screen/widths.ts'
import type { Range } from './pattern.ts'

/** A line with its matches in inverse; one of them may be the one that the person is at. */
export function markMatches(line: Line, ranges: readonly Range[], current: number | undefined): Line {
  if (ranges.length === 0) return line
  const spans: StyledSpan[] = []
  let start = 0
  for (const span of line.spans) {
    const end = start + span.text.length
    for (const part of cutSpan({ from: start, to: end }, ranges)) {
      const text = span.text.slice(part.from - start, part.to - start)
      const pen = part.match === undefined ? span.pen : markPen(span.pen, part.match === current)
      spans.push({ text, width: textWidth(text), pen })
    }
    start = end
  }
  return { ...line, spans }
}

type Part = Range & { readonly match: number | undefined }

/** A stretch cut where matches begin and end. */
function cutSpan(whole: Range, ranges: readonly Range[]): Part[] {
  const parts: Part[] = []
  let at = whole.from
  for (const [match, range] of ranges.entries()) {
    const [from, to] = [Math.max(range.from, whole.from), Math.min(range.to, whole.to)]
    if (from >= to) continue
    if (from > at) parts.push({ from: at, to: from, match: undefined })
    parts.push({ from, to, match })
    at = to
  }
  if (at < whole.to) parts.push({ from: at, to: whole.to, match: undefined })
  return parts
}

const singleLine = 1 << lineShift

// What is inverse already is told by being the right way round. The current one is bold and underlined too: never by colour alone.
function markPen(pen: Pen, isCurrent: boolean): Pen {
  const fg = pen.fg ^ fgInverse
  return isCurrent ? { ...pen, fg: fg | fgBold, line: singleLine } : { ...pen, fg }
}
