import { runFolder } from '../../core/paths.ts'
import type { RunRecord } from '../../core/record.ts'
import { stripAll } from '../../core/sanitise.ts'
import { type Moment, toMoments } from '../../log/export/moments.ts'
import { readStretches } from '../../log/export/pages.ts'
import { openReader } from '../../log/read.ts'
import { type Emulator, openEmulator } from '../../screen/emulator.ts'
import { renderRow, rowSpans, rowText, shownLength } from '../../screen/row.ts'
import type { Row } from '../../screen/xterm.ts'
import type { Parts } from '../parts.ts'
import { readResizes } from './conversation.ts'
import type { Look } from './look.ts'
import { toShowable } from './size.ts'

/** Of a longer output only this much of its end is replayed: a tenth of a second's work. */
const replayBytes = 8 * 1024 * 1024

/** Enough to keep the parser fed while the next page is read. */
const pendingBytes = 256 * 1024

export type LookOrder = {
  /** Rows above the screen. */
  readonly history: number
}

/** What the terminal of a run shows now: the end of its output on an emulator, in the sizes that it had. */
export async function lookAtTerminal(parts: Parts, run: RunRecord, { history }: LookOrder): Promise<Look> {
  const reader = openReader(runFolder(parts.world.runsFolder, run.id))
  const { firstAvailable, end } = await reader.bounds()
  const from = Math.max(firstAvailable, end - replayBytes)
  const { first, entries } = await readResizes(parts, run, from)
  const emulator = openEmulator({ size: toShowable(first), scrollback: history, answers: false })
  try {
    await replay(emulator, toMoments(fromLine(readStretches(reader, end, from)), listOf(entries)))
    return toLook(emulator, history, end)
  } catch (problem) {
    emulator.close()
    throw problem
  }
}

async function* listOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function replay(emulator: Emulator, moments: AsyncIterable<Moment>): Promise<void> {
  for await (const moment of moments) {
    if (moment.kind === 'output') emulator.write(moment.chunk.bytes)
    else if (moment.kind === 'said' && moment.entry.kind === 'resize') emulator.resize(toShowable(moment.entry.size))
    await emulator.drained(pendingBytes)
  }
  await emulator.settled()
}

type Stretches = ReturnType<typeof readStretches>

// What begins in the middle may begin in the middle of a sequence: its first line is left out, where there are lines.
async function* fromLine(stretches: Stretches): Stretches {
  let isFirst = true
  for await (const stretch of stretches) {
    if (isFirst && stretch.kind === 'chunk' && stretch.from > 0) {
      const bytes = stretch.chunk.bytes.subarray(stretch.chunk.bytes.indexOf(0x0a) + 1)
      yield { ...stretch, chunk: { ...stretch.chunk, bytes } }
    } else yield stretch
    isFirst &&= stretch.kind !== 'chunk'
  }
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
