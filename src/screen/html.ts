import { toMarkup } from './markup.ts'
import { type Pen, type Style, toStyle } from './pen.ts'
import type { StyledSpan } from './span.ts'
import { paintOf } from './svg/palette.ts'

/** Spans as HTML in the colours of a dark terminal: text and `span`s, nothing that does anything. */
export function renderHtml(spans: readonly StyledSpan[]): string {
  return spans.map(renderSpan).join('')
}

function renderSpan({ text, pen }: StyledSpan): string {
  const style = cssOf(pen)
  return style === '' ? toMarkup(text) : `<span style="${style}">${toMarkup(text)}</span>`
}

function cssOf(pen: Pen): string {
  if (pen.fg === 0 && pen.bg === 0 && pen.line === 0) return ''
  const style = toStyle(pen)
  const { ink, ground } = paintOf(style)
  const lines = linesOf(style)
  return [
    `color:${ink}`,
    ...(ground === undefined ? [] : [`background:${ground}`]),
    ...(style.bold ? ['font-weight:700'] : []),
    ...(style.italic ? ['font-style:italic'] : []),
    ...(lines === '' ? [] : [`text-decoration:${lines}`]),
    ...(style.invisible ? ['visibility:hidden'] : []),
  ].join(';')
}

const underlines: Readonly<Record<Style['underline'], string>> = {
  none: '',
  single: ' solid',
  double: ' double',
  curly: ' wavy',
  dotted: ' dotted',
  dashed: ' dashed',
}

function linesOf({ underline, strikethrough, overline }: Style): string {
  const lines = [
    ...(underline === 'none' ? [] : ['underline']),
    ...(strikethrough ? ['line-through'] : []),
    ...(overline ? ['overline'] : []),
  ]
  return lines.length === 0 ? '' : `${lines.join(' ')}${underlines[underline]}`
}
