import type { Size } from '../core/output.ts'
import { answerQueries, darkColours, type TerminalColours } from './answers.ts'
import { guardParser } from './guards.ts'
import { followKeyboard } from './keyboard.ts'
import { keepLinks } from './links.ts'
import { openListeners, type Stop } from './listeners.ts'
import { type Cursor, completeResets, isAlternate, type Modes, readCursor, readModes } from './modes.ts'
import { collectNotices, type Progress } from './notices.ts'
import { openParsing } from './parsing.ts'
import { countDropped } from './scrolled.ts'
import { serialiseTerminal } from './serialise.ts'
import { openWidths } from './widths.ts'
import { openTerminal, type Row, type Terminal } from './xterm.ts'

export type EmulatorOptions = {
  readonly size: Size
  /** Rows kept above the screen. */
  readonly scrollback?: number
  /** Whether it answers device queries. Exactly one emulator of a terminal may. */
  readonly answers: boolean
  /** The colours that it tells of when it answers. */
  readonly colours?: TerminalColours
}

/** A terminal without glass: bytes in; rows, cursor and modes out. */
export type Emulator = {
  readonly size: Size
  /** Grows with everything that may have changed what is seen. */
  readonly version: number
  /** Bytes taken in and not parsed yet. */
  readonly pendingBytes: number
  /** Bytes parsed since it was opened: with the offset of the first one, where in the output the screen stands. */
  readonly parsedBytes: number
  /** Whether what was parsed ends in the middle of a character or a sequence: such a state cannot be serialised whole. */
  readonly halfway: boolean
  readonly cursor: Cursor
  readonly modes: Modes
  readonly title: string
  /** The row where the screen begins; those before it are scrollback. */
  readonly baseRow: number
  readonly totalRows: number
  /** How many rows have left the scrollback since the beginning: row `n` is now at `n - droppedRows`. */
  readonly droppedRows: number
  /** Takes bytes in; they are parsed in turns of a few milliseconds. The array is kept: it must not change any more. */
  write(bytes: Uint8Array): void
  /** The same for bytes that were answered when they were new: what they ask is not answered again. */
  replay(bytes: Uint8Array): void
  /** Changes the size, in order with what was written. */
  resize(size: Size): void
  /** Forgets what is shown, the scrollback and what was not parsed yet; modes and title stay. */
  restart(): void
  /** Resolves when all that was written has been parsed. */
  settled(): Promise<void>
  /** Resolves when no more than so many bytes wait. */
  drained(belowBytes: number): Promise<void>
  /** The rows of the screen, or as many from another row on. They are live: use them at once. */
  rows(at?: { readonly top: number; readonly count?: number }): readonly Row[]
  /** The target of a cell's link. */
  link(id: number): string | undefined
  /** Text that makes a new emulator of this size show the same, with so many rows of scrollback (all, if not said). */
  serialise(scrollback?: number): string
  /** Replies to the program's device queries, to be written to its input. */
  onReply(listener: (bytes: Uint8Array) => void): Stop
  /** Called once after each turn in which something was parsed. */
  onChange(listener: () => void): Stop
  onBell(listener: () => void): Stop
  onProgress(listener: (progress: Progress) => void): Stop
  close(): void
}

/** Opens an emulated terminal. */
export function openEmulator({ size, scrollback = 1000, answers, colours = darkColours }: EmulatorOptions): Emulator {
  const terminal = openTerminal(toPossible(size), scrollback, openWidths())
  terminal.options.disableStdin = !answers
  const { core } = terminal
  const links = keepLinks(core)
  const keyboard = followKeyboard(core)
  completeResets(terminal)
  const notices = collectNotices(terminal)
  const dropped = countDropped(terminal)
  const changes = openListeners<void>()
  let now = toPossible(size)
  let version = 0

  const parsing = openParsing(terminal, resize, tell)
  answerQueries(terminal, () => now, colours)
  guardParser(core, () => now, parsing.isLate)

  function resize(next: Size): void {
    now = next
    terminal.resize(next.columns, next.rows)
  }

  function tell(): void {
    version += 1
    notices.tell()
    changes.tell()
  }

  return {
    get size() {
      return now
    },
    get version() {
      return version
    },
    get pendingBytes() {
      return parsing.pendingBytes()
    },
    get parsedBytes() {
      return parsing.parsedBytes()
    },
    get halfway() {
      return parsing.isHalfway()
    },
    get cursor() {
      return readCursor(terminal, now.columns)
    },
    get modes() {
      return readModes(terminal, keyboard)
    },
    get title() {
      return notices.title()
    },
    get baseRow() {
      return core.buffers.active.ybase
    },
    get totalRows() {
      return core.buffers.active.lines.length
    },
    get droppedRows() {
      return isAlternate(core) ? 0 : dropped()
    },
    write: bytes => parsing.add({ kind: 'bytes', bytes, replayed: false }),
    replay: bytes => parsing.add({ kind: 'bytes', bytes, replayed: true }),
    resize: next => parsing.add({ kind: 'resize', size: toPossible(next) }),
    restart: () => {
      parsing.forget()
      parsing.add({ kind: 'restart' })
    },
    settled: () => parsing.drained(0),
    drained: belowBytes => parsing.drained(belowBytes),
    rows: ({ top, count = now.rows } = { top: core.buffers.active.ybase }) => rowsFrom(terminal, top, count),
    link: id => links.uri(id),
    serialise: (rows = scrollback) => serialiseTerminal({ terminal, links, keyboard, title: notices.title() }, rows),
    onReply: notices.onReply,
    onChange: changes.add,
    onBell: notices.onBell,
    onProgress: notices.onProgress,
    close: () => {
      parsing.close()
      changes.clear()
      terminal.dispose()
    },
  }
}

// The emulator has two columns at least: a wide character must fit.
function toPossible({ columns, rows }: Size): Size {
  return { columns: Math.max(2, Math.trunc(columns)), rows: Math.max(1, Math.trunc(rows)) }
}

function rowsFrom({ core }: Terminal, top: number, count: number): Row[] {
  const { lines } = core.buffers.active
  const rows: Row[] = []
  const end = Math.min(lines.length, top + count)
  for (let y = Math.max(0, top); y < end; y++) {
    const row = lines.get(y)
    if (row !== undefined) rows.push(row)
  }
  return rows
}
