import type { WorkerId } from '../../../core/id.ts'
import { draftLine } from '../../draft-line.ts'
import type { Key } from '../../keys/key.ts'
import { showKey } from '../../keys/show.ts'
import { tableOf } from '../../keys/table.ts'
import { cutText, fitLine, type Line, lineWidth, span, toVisible, wrapWords } from '../../line.ts'
import type { Notice } from '../../notice.ts'
import type { Now } from '../../now.ts'

/**
 * The last line of the screen, or more when something long is said: the toast while it is fresh, a line that is typed, else
 * the keys that work now. While the runtime is away a mark at its end says so.
 */
export function statusRows(now: Now): readonly Line[] {
  const { columns } = now.screen.size
  const mark = markLine(now)
  const [first = [], ...rest] = sayingRows(now, columns - lineWidth(mark))
  return [[...first, ...mark], ...rest.map(line => fitLine(line, columns))]
}

function sayingRows(now: Now, columns: number): readonly Line[] {
  const toast = freshToast(now)
  if (toast) return toastLines(toast, columns, Math.min(mostToastRows, now.screen.size.rows - 1))
  const typed = typedLine(now, columns)
  const keys = keysLine(asIfThere(now), columns - lineWidth(typed))
  return [fitLine([...typed, ...keys], columns)]
}

const columnsForMark = 40

function markLine({ living, screen }: Now): Line {
  if (living.connection !== 'away') return []
  return [span(screen.size.columns < columnsForMark ? ' … ' : ' reconnecting… ', 'waiting')]
}

/** For a moment without the runtime the keys need not go and come again; why one is off is said when it is pressed. */
function asIfThere(now: Now): Now {
  const { living } = now
  return living.connection === 'away' ? { ...now, living: { ...living, connection: 'live' } } : now
}

/** More than this is in the help. */
const mostToastRows = 4

function freshToast({ screen }: Now): Notice | undefined {
  return screen.notices.find(({ id }) => id === screen.toast)
}

const glyphs = { good: '✔', bad: '✖', waiting: '!', hint: '·' } as const

function toastLines({ tone, text }: Notice, columns: number, rows: number): readonly Line[] {
  const lines = wrapWords(toVisible(text), columns - 4)
  const shown = lines.slice(0, rows)
  if (lines.length > rows) shown[rows - 1] = cutText(lines.slice(rows - 1).join(' '), columns - 4)
  return shown.map((line, index) =>
    fitLine([span(index === 0 ? ` ${glyphs[tone]} ` : '   ', tone), span(line)], columns),
  )
}

function typedLine(now: Now, columns: number): Line {
  const { screen } = now
  const { mode, workers } = screen
  const room = Math.floor(columns / 2)
  if (mode.kind === 'filtering') return [span(' filter ', 'hint'), ...draftLine(mode.draft, room), span('  ')]
  if (mode.kind === 'searching') return [span(' search ', 'hint'), ...draftLine(mode.draft, room), span('  ')]
  if (mode.kind === 'attached') return attachedLine(now, mode.worker, columns)
  const marked = workers.marked.size
  return mode.kind === 'browsing' && marked > 0 ? [span(` ${marked} marked `, 'chosen')] : []
}

function attachedLine({ living, screen }: Now, worker: WorkerId, columns: number): Line {
  const name = living.workers.get(worker)?.spec.name ?? ''
  const goes = [span(' everything you type goes to ', 'faint'), span(toVisible(name), 'strong'), span('  ')]
  const leaves = [span(' '), span(showKey(screen.leaveKey), 'key'), span(' leaves  ')]
  return columns < lineWidth(goes) + lineWidth(leaves) ? leaves : [...goes, ...leaves]
}

/** The words of the keys that work now, as many as fit; the way to the help is always there. */
function keysLine(now: Now, columns: number): Line {
  const cells = tableOf(now).keys.flatMap(key => (key.when(now) === true ? [keyCells(key, now)] : []))
  const isHelp = (line: Line): boolean => line.some(({ text }) => text.trim() === 'help')
  const end = cells.find(isHelp) ?? []
  let line: Line = []
  for (const next of cells.filter(one => one !== end)) {
    if (lineWidth(line) + lineWidth(next) + lineWidth(end) > columns) break
    line = [...line, ...next]
  }
  return [...line, ...end]
}

function keyCells({ key, brief }: Key, now: Now): Line {
  const word = typeof brief === 'function' ? brief(now) : brief
  return word === undefined ? [] : [span(' '), span(showKey(key[0] ?? ''), 'key'), span(` ${word} `)]
}
