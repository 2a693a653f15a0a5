import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Emulator } from '../../screen/emulator.ts'
import { rowSpans, shownLength } from '../../screen/row.ts'
import type { StyledSpan } from '../../screen/span.ts'
import type { Row } from '../../screen/xterm.ts'
import type { Item } from './items.ts'
import { openPause } from './pause.ts'

/** Takes the rows that leave an emulator's screen, each once, as lines: rows that a line was wrapped to are one again. */
export type ScrolledRows = {
  /** The lines that are complete above the screen. */
  take(): Promise<readonly Item[]>
  /** What is left, the screen itself without the blank rows at its end. */
  takeScreen(): Promise<readonly Item[]>
  /** The rows of the screen, also the alternate one; nothing is taken. */
  ofScreen(): readonly Item[]
  /** Remembers what was said: it comes before the line in which the cursor is now. */
  mark(entry: TranscriptEntry): void
}

/** A line that never ends is cut after this many cells. */
const mostCells = 64 * 1024

type Marked = { readonly row: number; readonly entry: TranscriptEntry }

/** Opens it before the first byte. Rows are counted from the first one on, those that are gone too. */
export function openScrolledRows(emulator: Emulator): ScrolledRows {
  let taken = 0
  let marks: Marked[] = []
  const line = openLine()
  const pause = openPause()

  async function takeTo(end: number): Promise<Item[]> {
    const items: Item[] = []
    for (; taken < end; taken += 1) {
      const [row] = emulator.rows({ top: taken - emulator.droppedRows, count: 1 })
      if (!row) continue
      if (!row.isWrapped || line.isLong()) items.push(...line.end())
      items.push(...saidBefore(taken))
      line.add(row)
      await pause()
    }
    return items
  }

  function saidBefore(row: number): Item[] {
    const said = marks.filter(mark => mark.row <= row)
    if (said.length > 0) marks = marks.filter(mark => mark.row > row)
    return said.map(({ entry }) => ({ kind: 'said', entry }))
  }

  return {
    async take() {
      if (emulator.modes.alternateScreen) return []
      const { droppedRows, baseRow } = emulator
      // A reset began anew, and what scrolled out between two looks is not there any more.
      taken = Math.max(droppedRows, Math.min(taken, droppedRows + baseRow))
      return takeTo(droppedRows + baseRow)
    },
    async takeScreen() {
      const { droppedRows, totalRows } = emulator
      const items = await takeTo(droppedRows + lastShown(emulator, totalRows))
      return [...items, ...line.end(), ...saidBefore(Number.POSITIVE_INFINITY)]
    },
    ofScreen() {
      const { size, baseRow } = emulator
      const rows = emulator.rows({ top: baseRow, count: size.rows })
      return rows.map(row => ({ kind: 'line', spans: rowSpans(row, shownLength(row)), isError: false }))
    },
    mark(entry) {
      const { droppedRows, baseRow, cursor, modes } = emulator
      marks.push({ row: modes.alternateScreen ? taken : droppedRows + baseRow + cursor.y, entry })
    },
  }
}

/** How many rows there are up to the last one with something in it. */
function lastShown(emulator: Emulator, totalRows: number): number {
  let count = totalRows
  while (count > 0) {
    const [row] = emulator.rows({ top: count - 1, count: 1 })
    if (row && shownLength(row) > 0) return count
    count -= 1
  }
  return 0
}

type WrappedLine = {
  add(row: Row): void
  isLong(): boolean
  /** The line, when there is one; the next row begins another. */
  end(): readonly Item[]
}

function openLine(): WrappedLine {
  let spans: StyledSpan[] | undefined
  let cells = 0
  return {
    add(row) {
      const length = shownLength(row)
      spans ??= []
      spans.push(...rowSpans(row, length))
      cells += length
    },
    isLong: () => cells >= mostCells,
    end() {
      const items: readonly Item[] = spans ? [{ kind: 'line', spans, isError: false }] : []
      spans = undefined
      cells = 0
      return items
    },
  }
}
