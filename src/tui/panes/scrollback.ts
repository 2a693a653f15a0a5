import type { Size } from '../../core/output.ts'
import type { Emulator } from '../../screen/emulator.ts'

/** Where in a terminal and its scrollback the person is. */
export type Scrollback = {
  readonly isAtEnd: boolean
  /** Which rows of the emulator are seen: from which one on, and how many. */
  view(size: Size): { readonly top: number; readonly count: number }
  /** The rows to show for those that are drawn: the same as before, where those have left the scrollback meanwhile. */
  keep(drawn: readonly string[], size: Size): readonly string[]
  moveBy(rows: number): void
  toStart(): void
  toEnd(): void
  /** `frozen · 12 new`, `following`; empty where there is nothing to scroll to. */
  words(): string
}

/** A row by its number since the terminal was opened, and what was to be seen from it on. */
type Frozen = { readonly row: number; readonly endRow: number; kept: Kept | undefined }

type Kept = { readonly size: Size; readonly rows: readonly string[] }

/** Starts at the end. */
export function createScrollback(emulator: Emulator): Scrollback {
  let frozen: Frozen | undefined

  // A full-screen program has nothing above its screen.
  const place = () => (emulator.modes.alternateScreen ? undefined : frozen)
  const endRow = () => emulator.droppedRows + emulator.baseRow
  const indexOf = ({ row }: Frozen) => Math.max(0, Math.min(emulator.baseRow, row - emulator.droppedRows))

  function goTo(index: number): void {
    const to = Math.max(0, Math.min(emulator.baseRow, index))
    const row = emulator.droppedRows + to
    frozen = to === emulator.baseRow ? undefined : { row, endRow: frozen?.endRow ?? endRow(), kept: undefined }
  }

  return {
    get isAtEnd() {
      return place() === undefined
    },
    view(size) {
      const now = place()
      return { top: now ? indexOf(now) : endTop(emulator, size), count: size.rows }
    },
    keep(drawn, size) {
      const now = place()
      if (!now) return drawn
      const { kept, row } = now
      const isGone = row < emulator.droppedRows
      if (isGone && kept?.size.columns === size.columns && kept.size.rows === size.rows) return kept.rows
      now.kept = { size, rows: drawn }
      return drawn
    },
    moveBy(rows) {
      const now = place()
      goTo((now ? indexOf(now) : emulator.baseRow) + rows)
    },
    toStart: () => goTo(0),
    toEnd() {
      frozen = undefined
    },
    words() {
      const now = place()
      if (!now) return emulator.baseRow === 0 ? '' : 'following'
      const fresh = endRow() - now.endRow
      return fresh > 0 ? `frozen · ${fresh} new` : 'frozen'
    },
  }
}

// Where the program's terminal is higher than the pane, the part with the cursor is seen.
function endTop({ baseRow, cursor, size }: Emulator, { rows }: Size): number {
  const surplus = Math.max(0, size.rows - rows)
  return baseRow + Math.max(0, Math.min(surplus, cursor.y - rows + 1))
}
