import { draftLine } from '../../draft-line.ts'
import type { Key } from '../../keys/key.ts'
import { showKey } from '../../keys/show.ts'
import { tableOf } from '../../keys/table.ts'
import { cutText, fitLine, type Line, lineWidth, span, toVisible } from '../../line.ts'
import type { Notice } from '../../notice.ts'
import type { Now } from '../../now.ts'

/** The last line of the screen: the toast while it is fresh, a line that is typed, else the keys that work now. */
export function statusRow(now: Now): Line {
  const { columns } = now.screen.size
  const toast = freshToast(now)
  if (toast) return fitLine(toastLine(toast, columns), columns)
  const typed = typedLine(now, columns)
  const keys = keysLine(now, columns - lineWidth(typed))
  return fitLine([...typed, ...keys], columns)
}

/** The notice that is shown now. */
export function freshToast({ screen }: Now): Notice | undefined {
  return screen.notices.find(({ id }) => id === screen.toast)
}

const glyphs = { good: '✔', bad: '✖', waiting: '!', hint: '·' } as const

function toastLine({ tone, text }: Notice, columns: number): Line {
  return [span(` ${glyphs[tone]} `, tone), span(cutText(toVisible(text), columns - 4))]
}

function typedLine({ screen }: Now, columns: number): Line {
  const { mode, pane, workers } = screen
  const room = Math.floor(columns / 2)
  if (mode.kind === 'filtering') return [span(' filter ', 'hint'), ...draftLine(mode.draft, room), span('  ')]
  if (mode.kind === 'searching') return [span(' search ', 'hint'), ...draftLine(mode.draft, room), span('  ')]
  if (mode.kind === 'typing') return []
  const marked = workers.marked.size
  if (mode.kind === 'browsing' && marked > 0) return [span(` ${marked} marked `, 'chosen')]
  return mode.kind === 'browsing' && pane.search !== '' ? [] : []
}

/** The words of the keys that work now, as many as fit; the way to the help is always there. */
function keysLine(now: Now, columns: number): Line {
  const keys = tableOf(now).keys.filter(key => key.brief !== undefined && key.when(now) === true)
  const last = keys.find(({ brief }) => brief === 'help')
  const end = last ? keyCells(last) : []
  let line: Line = []
  for (const key of keys.filter(key => key !== last)) {
    const longer = [...line, ...keyCells(key)]
    if (lineWidth(longer) + lineWidth(end) > columns) break
    line = longer
  }
  return [...line, ...end]
}

function keyCells({ key, brief = '' }: Key): Line {
  return [span(' '), span(showKey(key[0] ?? ''), 'key'), span(` ${brief} `)]
}
