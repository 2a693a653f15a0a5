import type { OutputSource } from '../../client/client.ts'
import type { Size } from '../../core/output.ts'
import { type Emulator, openEmulator } from '../../screen/emulator.ts'
import { createFeed } from '../../screen/feed.ts'
import { openListeners, type Stop } from '../../screen/listeners.ts'
import type { Modes } from '../../screen/modes.ts'
import type { Progress } from '../../screen/notices.ts'
import { renderRow } from '../../screen/row.ts'
import type { Pane, PaneCursor } from '../pane.ts'
import { createHeldFrame } from './held-frame.ts'
import { toRows } from './scroll-rows.ts'
import { createScrollback } from './scrollback.ts'

export type TerminalPaneOptions = {
  readonly source: OutputSource
  /** The size that the program's terminal has. */
  readonly size: Size
}

/** What a program on a terminal shows. */
export type TerminalPane = Pane & {
  /** The program's terminal has this size now. Telling the program is the caller's. */
  resize(size: Size): void
  readonly size: Size
  /** What the program asked of its terminal, for whoever sends it keys. */
  readonly modes: Modes
  readonly title: string
  /** Output that was passed over in order to stay current. */
  readonly skippedBytes: number
  /** Resolves when all output that was known is shown. */
  caughtUp(): Promise<void>
  onBell(listener: () => void): Stop
  onProgress(listener: (progress: Progress) => void): Stop
}

type Frame = { readonly size: Size; readonly rows: readonly string[]; readonly cursor: PaneCursor | undefined }

/** Opens a pane on a run's terminal. It follows the output for as long as it is open. */
export function openTerminalPane({ source, size: first }: TerminalPaneOptions): TerminalPane {
  const changes = openListeners<void>()
  const emulator = openEmulator({ size: first, answers: false })
  const read = (from: number, maxBytes: number) => source.read({ from, maxBytes })
  const feed = createFeed(emulator, read, { checkpointAt: source.checkpoint })
  const scrollback = createScrollback(emulator)
  const held = createHeldFrame<Frame>(changes.tell)
  let size = first
  let shown: Frame | undefined
  let problem = ''
  // How far the output has grown is found by reading on.
  const readOn = () => feed.grew(feed.offset + 1)
  const stops = [source.grew(readOn), emulator.onChange(changes.tell)]
  void feed.failed.then(reason => {
    problem = reason instanceof Error ? reason.message : String(reason)
    changes.tell()
  })
  readOn()

  function draw(): Frame {
    const { top, count } = scrollback.view(size)
    const rows = emulator.rows({ top, count }).map(row => renderRow(row, size.columns))
    const blanks = Array.from({ length: size.rows - rows.length }, () => ' '.repeat(size.columns))
    return { size, rows: [...scrollback.keep(rows, size), ...blanks], cursor: cursorIn(emulator, size, top) }
  }

  function move(change: () => void): void {
    change()
    changes.tell()
  }

  return {
    rows(asked) {
      const isSame = shown?.size.columns === asked.columns && shown.size.rows === asked.rows
      size = asked
      shown = held.show(isSame && scrollback.isAtEnd && emulator.modes.synchronised, draw)
      return shown.rows
    },
    cursor: () => (scrollback.isAtEnd ? shown?.cursor : undefined),
    foot() {
      const other = emulator.size.columns !== size.columns || emulator.size.rows !== size.rows
      const its = other ? `${emulator.size.columns}×${emulator.size.rows}` : ''
      return [problem, its, scrollback.words()].filter(word => word !== '').join(' · ')
    },
    scroll(to) {
      if ('by' in to) move(() => scrollback.moveBy(toRows(to, size.rows)))
      else move(to.to === 'start' ? scrollback.toStart : scrollback.toEnd)
    },
    onChange: changes.add,
    close() {
      for (const stop of stops) stop()
      feed.close()
      held.close()
      emulator.close()
      changes.clear()
    },
    resize: emulator.resize,
    get size() {
      return emulator.size
    },
    get modes() {
      return emulator.modes
    },
    get title() {
      return emulator.title
    },
    get skippedBytes() {
      return feed.skippedBytes
    },
    caughtUp: feed.caughtUp,
    onBell: emulator.onBell,
    onProgress: emulator.onProgress,
  }
}

function cursorIn({ cursor, baseRow }: Emulator, size: Size, top: number): PaneCursor | undefined {
  const y = baseRow + cursor.y - top
  const isSeen = cursor.visible && y >= 0 && y < size.rows && cursor.x < size.columns
  return isSeen ? { x: cursor.x, y, shape: cursor.shape } : undefined
}
