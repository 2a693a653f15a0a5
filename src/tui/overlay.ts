import { type Dialog, type PlacedDialog, placeDialog } from './dialog.ts'
import type { Line } from './line.ts'
import type { Now } from './now.ts'
import type { Rectangle } from './pane.ts'
import { formDialog } from './panels/form/rows.ts'
import { helpLines } from './panels/help/rows.ts'
import { leavingDialog } from './panels/leaving/rows.ts'
import { menuDialog } from './panels/menu/rows.ts'
import { promptDialog } from './panels/prompt/rows.ts'
import { questionDialog } from './panels/question/rows.ts'
import { statusRows } from './panels/status/rows.ts'

/** The dialog that is open now, in its place. */
export function selectDialog(now: Now): PlacedDialog | undefined {
  const dialog = dialogOf(now)
  return dialog && placeDialog(dialog, now.screen.size)
}

/** Where the last lines of the screen are; several cover the panels. */
export function statusRectangle(now: Now): Rectangle {
  const { columns, rows } = now.screen.size
  const count = statusRows(now).length
  return { x: 0, y: rows - count, columns, rows: count }
}

function dialogOf(now: Now): Dialog | undefined {
  const { mode } = now.screen
  switch (mode.kind) {
    case 'asking':
      return questionDialog(mode.question)
    case 'prompting':
      return promptDialog(mode.prompt)
    case 'adding':
      return formDialog(mode.form)
    case 'choosing':
      return menuDialog(mode.menu)
    case 'helping':
      return helpDialog(now, mode.top)
    case 'leaving':
      return leavingDialog(now, mode.leaving)
    default:
      return undefined
  }
}

const helpColumns = 108

function helpDialog(now: Now, top: number): Dialog {
  const { columns, rows } = now.screen.size
  const width = Math.min(columns, helpColumns) - 6
  const lines: readonly Line[] = helpLines(now, width)
  const shown = Math.min(lines.length, Math.max(1, rows - 5))
  const from = Math.max(0, Math.min(top, lines.length - shown))
  const place = shown < lines.length ? ` · ${from + 1}–${from + shown} of ${lines.length}` : ''
  return { title: `help${place}`, lines: lines.slice(from, from + shown), width: width + 4 }
}
