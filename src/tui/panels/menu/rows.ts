import { answers, type Dialog } from '../../dialog.ts'
import { fitText, type Line, span, toned } from '../../line.ts'
import type { Menu } from './state.ts'

/** A menu as a dialog, the item at hand marked. */
export function menuDialog({ title, items, at }: Menu): Dialog {
  const nameWidth = Math.max(0, ...items.map(({ name }) => name.length))
  const lines = items.map(({ name, about }, index): Line => {
    const line = [span(` ${fitText(name, nameWidth)}  `, 'strong'), span(`${about} `, 'faint')]
    return index === at ? toned(line, 'chosen') : line
  })
  const foot = answers([
    ['⏎', 'take it'],
    ['j k', 'move'],
    ['Esc', 'back'],
  ])
  return { title, lines: [...lines, [], foot] }
}
