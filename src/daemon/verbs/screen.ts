import { Fault } from '../../core/fault.ts'
import type { RunRecord } from '../../core/record.ts'
import type { ScreenParams, Shown } from '../../protocol/verbs/screen.ts'
import { mostHistory } from '../../protocol/verbs/screen.ts'
import { blankSpan } from '../../screen/span.ts'
import { cellsOf, type StyledCell } from '../../screen/svg/cell.ts'
import { pictureLines } from '../../screen/svg/picture.ts'
import { type Context, findRun, type Handler } from '../context.ts'
import type { Look } from '../rendering/look.ts'
import { openPause } from '../rendering/pause.ts'
import { lookAtLines } from '../rendering/pipe-look.ts'
import { lookAtTerminal } from '../rendering/terminal-look.ts'

/** What a run's terminal shows, or the last lines of a run that has none. */
export const screen: Handler<'screen'> = async (params, context) => {
  const run = findRun(context, params.run)
  const order = { history: Math.min(mostHistory, params.history) }
  const look = await (run.tty ? lookAtTerminal : lookAtLines)(context, run, order)
  try {
    return await toShown(look, params, { run, name: nameOf(context, run) })
  } finally {
    look.close()
  }
}

function nameOf({ picture }: Context, { worker, command }: RunRecord): string {
  return picture.workers.get(worker)?.spec.name ?? command
}

type Subject = { readonly run: RunRecord; readonly name: string }

async function toShown(look: Look, { format }: ScreenParams, { run, name }: Subject): Promise<Shown> {
  const { tty, size, history, cursor, alternateScreen, title, offset } = look
  const facts = { run: run.id, tty, size, history, cursor, alternateScreen, title, offset }
  if (format === 'svg') return { ...facts, format, svg: await drawPicture(look, title || name) }
  const rows = await readRows(look, format === 'ansi' ? look.ansi : look.text)
  return { ...facts, format, history: Math.max(0, history - (look.count - rows.length)), rows }
}

/** Of a history with very much in it the beginning is left out. */
const mostUnits = 4 * 1024 * 1024

async function readRows({ count }: Look, read: (at: number) => string): Promise<readonly string[]> {
  const pause = openPause()
  const rows: string[] = []
  let units = 0
  for (let at = count - 1; at >= 0 && units < mostUnits; at -= 1) {
    const row = read(at)
    rows.push(row)
    units += row.length
    await pause()
  }
  return rows.reverse()
}

async function drawPicture(look: Look, title: string): Promise<string> {
  refuseLarge(look)
  const pause = openPause()
  const rows: StyledCell[][] = []
  for (let at = 0; at < look.count; at += 1) {
    rows.push(cellsOf(look.spans(at)))
    await pause()
  }
  const cursor = look.cursor && { x: look.cursor.x, y: look.history + look.cursor.y, isVisible: look.cursor.visible }
  const shot = { title, description: `What ${title} shows`, rows: asWide(rows, look.size), cursor: cursor ?? nowhere }
  let svg = ''
  for (const line of pictureLines(shot)) {
    svg += `${line}\n`
    await pause()
  }
  return svg
}

const nowhere = { x: 0, y: 0, isVisible: false }

/** A picture of more than this is of no use to anybody, and takes megabytes. */
const mostCells = 100_000

function refuseLarge({ count, size }: Look): void {
  if (count * size.columns <= mostCells) return
  const message = `a picture holds ${mostCells} cells at most, and ${count} rows of ${size.columns} are more`
  throw new Fault({ code: 'usage', message, hint: 'ask for less history, or for text' })
}

// A picture of short lines is still as wide as a screen.
function asWide([first = [], ...others]: readonly StyledCell[][], { columns }: Look['size']): readonly StyledCell[][] {
  const missing = Math.max(0, columns - first.length)
  return [[...first, ...cellsOf([blankSpan(missing)])], ...others]
}
