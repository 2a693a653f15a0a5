import { type Colour, toStyle } from '../pen.ts'
import type { StyledSpan } from '../span.ts'
import { toClusters } from '../widths.ts'

/** One cell of a screen: what stands in it and how it looks. The right half of a wide character is empty and 0 wide. */
export type StyledCell = {
  readonly text: string
  readonly width: number
  readonly foreground: Colour
  readonly background: Colour
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly inverse: boolean
  readonly strikethrough: boolean
}

/** Spans cut into their cells. What is invisible is blank. */
export function cellsOf(spans: readonly StyledSpan[]): StyledCell[] {
  return spans.flatMap(cellsOfSpan)
}

function cellsOfSpan({ text, pen }: StyledSpan): StyledCell[] {
  const { invisible, underline, underlineColour: _colour, blink: _blink, overline: _overline, ...look } = toStyle(pen)
  const style = { ...look, underline: underline !== 'none' }
  return toClusters(text).flatMap(({ text: cluster, width }) => {
    const cell = { ...style, text: invisible ? ' ' : cluster, width }
    return width === 2 ? [cell, { ...cell, text: '', width: 0 }] : [cell]
  })
}
