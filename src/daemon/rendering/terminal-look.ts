import { runFolder } from '../../core/paths.ts'
import type { RunRecord } from '../../core/record.ts'
import { stripAll } from '../../core/sanitise.ts'
import { openReader } from '../../log/read.ts'
import type { Emulator } from '../../screen/emulator.ts'
import { renderRow, rowSpans, rowText, shownLength } from '../../screen/row.ts'
import type { Row } from '../../screen/xterm.ts'
import type { Parts } from '../parts.ts'
import { replayTerminal } from '../terminal/replay.ts'
import type { Look } from './look.ts'

export type LookOrder = {
  /** Rows above the screen. */
  readonly history: number
}

/** What the terminal of a run shows now, with rows above it. */
export async function lookAtTerminal(parts: Parts, run: RunRecord, { history }: LookOrder): Promise<Look> {
  const { end } = await openReader(runFolder(parts.world.runsFolder, run.id)).bounds()
  return toLook(await replayTerminal(parts, run, { end, history }), history, end)
}

function toLook(emulator: Emulator, history: number, offset: number): Look {
  const { size, cursor, baseRow } = emulator
  const above = Math.min(history, baseRow)
  const top = baseRow - above
  const rowAt = (at: number): Row | undefined => emulator.rows({ top: top + at, count: 1 })[0]
  const of = <Value>(at: number, read: (row: Row) => Value, none: Value): Value => {
    const row = rowAt(at)
    return row ? read(row) : none
  }
  return {
    tty: true,
    size,
    history: above,
    count: above + size.rows,
    cursor: { x: cursor.x, y: cursor.y, visible: cursor.visible },
    alternateScreen: emulator.modes.alternateScreen,
    title: stripAll(emulator.title),
    offset,
    text: at => of(at, rowText, ''),
    ansi: at => of(at, row => renderRow(row, shownLength(row)), ''),
    spans: at => of(at, row => rowSpans(row, size.columns), []),
    close: () => emulator.close(),
  }
}
