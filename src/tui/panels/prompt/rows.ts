import { answers, type Dialog } from '../../dialog.ts'
import { draftLine } from '../../draft-line.ts'
import { span } from '../../line.ts'
import type { Prompt } from './state.ts'

const draftColumns = 48

/** A line that is asked for, as a dialog. */
export function promptDialog({ title, label, draft, yes }: Prompt): Dialog {
  const lines = [
    [span(`${label}  `, 'faint'), ...draftLine(draft, draftColumns)],
    [],
    answers([
      ['⏎', yes],
      ['Esc', 'back'],
    ]),
  ]
  return { title, lines, width: draftColumns + label.length + 6 }
}
