import { type Pen, plainPen } from './pen.ts'

/** A stretch of text that looks the same throughout. Its text is printable and takes `width` cells. */
export type StyledSpan = { readonly text: string; readonly width: number; readonly pen: Pen }

/** The text of spans, one after the other. */
export function spansText(spans: readonly StyledSpan[]): string {
  let text = ''
  for (const span of spans) text += span.text
  return text
}

/** How many cells spans take. */
export function spansWidth(spans: readonly StyledSpan[]): number {
  let width = 0
  for (const span of spans) width += span.width
  return width
}

/** So many blank cells. */
export function blankSpan(width: number, pen: Pen = plainPen): StyledSpan {
  return { text: ' '.repeat(width), width, pen }
}
