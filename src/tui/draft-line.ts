import { takeWidth, textWidth } from '../screen/widths.ts'
import type { Draft } from './draft.ts'
import { type Line, span, toVisible } from './line.ts'

/** A draft in at most so many cells, its cursor marked; what does not fit is left out where the cursor is not. */
export function draftLine({ before, after }: Draft, columns: number): Line {
  const under = firstCluster(toVisible(after))
  const shownBefore = tail(toVisible(before), Math.max(0, columns - textWidth(under)))
  const rest = toVisible(after).slice(under.length)
  const room = Math.max(0, columns - textWidth(shownBefore) - textWidth(under))
  return [span(shownBefore), span(under, 'cursor'), span(rest.slice(0, takeWidth(rest, room).length))]
}

const clusters = new Intl.Segmenter()

function firstCluster(text: string): string {
  for (const { segment } of clusters.segment(text)) if (textWidth(segment) > 0) return segment
  return ' '
}

function tail(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  let rest = [...text].slice(-Math.max(1, columns))
  while (textWidth(rest.join('')) > columns - 1) rest = rest.slice(1)
  return `…${rest.join('')}`
}
