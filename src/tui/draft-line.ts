import { takeWidth, textWidth } from '../screen/widths.ts'
import type { Draft } from './draft.ts'
import { type Line, span, toVisible } from './line.ts'

/** A draft in at most so many cells, its cursor marked; what does not fit is left out where the cursor is not. */
export function draftLine({ before, after }: Draft, columns: number): Line {
  const shownBefore = tail(toVisible(before), Math.max(0, columns - 1))
  const under = [...toVisible(after)][0] ?? ' '
  const rest = toVisible(after).slice(under.length)
  const room = Math.max(0, columns - textWidth(shownBefore) - textWidth(under))
  return [span(shownBefore), span(under, 'cursor'), span(rest.slice(0, takeWidth(rest, room).length))]
}

function tail(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  let rest = text.slice(-columns + 1)
  while (textWidth(rest) > columns - 1) rest = rest.slice(1)
  return `…${rest}`
}
