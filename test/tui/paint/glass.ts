import { EventEmitter } from 'node:events'
import { onTestFinished } from 'vitest'
import type { Size } from '../../../src/core/output.ts'
import { type Compositor, type CompositorOptions, createCompositor } from '../../../src/tui/paint/compositor.ts'
import type { TerminalOutput } from '../../../src/tui/paint/terminal-output.ts'
import type { Pane, PaneCursor } from '../../../src/tui/pane.ts'
import { type Display, openDisplay } from '../../scenes/display.ts'
import { until } from '../../until.ts'

/** A terminal that a compositor paints, with the display that shows what it wrote. */
export type Glass = {
  readonly terminal: TerminalOutput
  readonly display: Display
  /** Everything that was written since the last look. */
  takeWritten(): string
  resize(size: Size): void
  /** From now on it has no room for more, until it is drained. */
  block(): void
  drain(): void
}

/** Opens a terminal of this size. */
export function openGlass(size: Size): Glass {
  const events = new EventEmitter()
  const display = openDisplay({ ...size, reply: () => {} })
  let written = ''
  let isBlocked = false
  onTestFinished(() => display.close())
  return {
    terminal: {
      get columns() {
        return display.columns
      },
      get rows() {
        return display.rows
      },
      write(text) {
        written += text
        display.write(text)
        return !isBlocked
      },
      on: (event, listener) => events.on(event, listener),
      off: (event, listener) => events.off(event, listener),
    },
    display,
    takeWritten() {
      const taken = written
      written = ''
      return taken
    },
    resize({ columns, rows }) {
      display.resize(columns, rows)
      events.emit('resize')
    },
    block() {
      isBlocked = true
    },
    drain() {
      isBlocked = false
      events.emit('drain')
    },
  }
}

/** Opens a compositor on a glass; it is closed when the test has ended. */
export function openCompositor(glass: Glass, options: CompositorOptions = {}): Compositor {
  const compositor = createCompositor(glass.terminal, options)
  onTestFinished(() => compositor.close())
  return compositor
}

/** A pane that shows what it is given. */
export type Card = Pane & { show(rows: readonly string[], cursor?: PaneCursor): void; readonly asked: number }

export function openCard(first: readonly string[] = []): Card {
  const listeners = new Set<() => void>()
  let [rows, cursor, asked] = [first, undefined as PaneCursor | undefined, 0]
  return {
    rows: ({ columns, rows: count }) => {
      asked += 1
      return Array.from({ length: count }, (_, y) => rows[y] ?? ' '.repeat(columns))
    },
    cursor: () => cursor,
    foot: () => '',
    scroll() {},
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => listeners.clear(),
    show(next, nextCursor) {
      rows = next
      cursor = nextCursor
      for (const listener of listeners) listener()
    },
    get asked() {
      return asked
    },
  }
}

/** Writes a frame as Ink does: the last one erased from its end upwards, then the whole next one. */
export function writeFrame({ stdout }: Compositor, rows: readonly string[]): void {
  stdout.write('\x1b[?2026h')
  const erase = '\x1b[2K\x1b[1A'.repeat(Math.max(0, rows.length - 1))
  stdout.write(`${erase}\x1b[2K\x1b[G${rows.join('\n')}${rows.length < stdout.rows ? '\n' : ''}`)
  stdout.write('\x1b[?2026l')
}

/** The text of all rows of a display; what a row had before it was narrower, its emulator still has. */
export function textOf({ display }: Glass): readonly string[] {
  return Array.from({ length: display.rows }, (_, y) => display.row(y).slice(0, display.columns))
}

/** Waits until a display shows these rows, without what is blank at their ends. */
export async function untilShown(glass: Glass, rows: readonly string[]): Promise<void> {
  await until(() => textOf(glass).every((row, y) => row.trimEnd() === (rows[y] ?? '').trimEnd()), {
    what: `the screen to show\n${rows.join('\n')}`,
    timeoutMs: 5_000,
    everyMs: 2,
    show: () => textOf(glass).join('\n'),
  })
}

/** Lets the loop turn for so long, for changes that are to come faster or slower than frames. */
export async function turnsOf(ms: number): Promise<void> {
  const end = performance.now() + ms
  while (performance.now() < end) await new Promise(resolve => setImmediate(resolve))
}
