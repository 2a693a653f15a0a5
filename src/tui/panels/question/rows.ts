import type { Dialog } from '../../dialog.ts'
import { answers } from '../../dialog.ts'
import type { Line } from '../../line.ts'
import type { Question } from './state.ts'

/** A question as a dialog. */
export function questionDialog({ title, lines, yes, no }: Question): Dialog {
  const foot: Line = answers([
    ['⏎', yes],
    ['Esc', no],
  ])
  return { title, lines: [...lines, [], foot] }
}
