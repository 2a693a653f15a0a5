/** The driver's one door to the emulator: what a terminal shows. It knows nothing of the program's own emulator in `src/screen`. */
import '../../src/screen/unpooled.ts'
import graphemesAddon from '@xterm/addon-unicode-graphemes'
import xterm from '@xterm/headless'
import type { StyledCell } from '../../src/screen/svg/cell.ts'
import { toStyledCell } from './cell.ts'

export type DisplayCursor = { readonly x: number; readonly y: number; readonly isVisible: boolean }

export type DisplayModes = {
  readonly applicationCursor: boolean
  readonly bracketedPaste: boolean
  readonly mouse: boolean
  /** Everything that is not as a terminal is when it opens, in words: nothing, when a program has left it as it was. */
  readonly changed: readonly string[]
}

export type Display = {
  write(text: string): void
  resize(columns: number, rows: number): void
  /** Resolves when all that was written is shown. */
  settled(): Promise<void>
  readonly columns: number
  readonly rows: number
  row(y: number): string
  cell(x: number, y: number): StyledCell
  cursor(): DisplayCursor
  modes(): DisplayModes
  title(): string
  close(): void
}

export type DisplayOrder = {
  readonly columns: number
  readonly rows: number
  /** Told what the terminal answers to a program's questions. */
  readonly reply: (text: string) => void
}

/** Opens a display without glass. */
export function openDisplay({ columns, rows, reply }: DisplayOrder): Display {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 1000,
    allowProposedApi: true,
    logLevel: 'off',
  })
  terminal.loadAddon(new graphemesAddon.UnicodeGraphemesAddon())
  terminal.onData(reply)
  const keyboards = countKeyboards(terminal)
  let title = ''
  terminal.onTitleChange(next => {
    title = next
  })
  const lineOf = (y: number): xterm.IBufferLine | undefined =>
    terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y)
  return {
    write: text => terminal.write(text),
    resize: (wide, high) => terminal.resize(wide, high),
    settled: () => new Promise(resolve => terminal.write('', resolve)),
    get columns() {
      return terminal.cols
    },
    get rows() {
      return terminal.rows
    },
    // A line may be longer than the screen after it became narrower.
    row: y => lineOf(y)?.translateToString(true, 0, terminal.cols) ?? '',
    cell: (x, y) => toStyledCell(lineOf(y)?.getCell(x)),
    cursor: () => ({
      x: terminal.buffer.active.cursorX,
      y: terminal.buffer.active.cursorY,
      isVisible: !isCursorHidden(terminal),
    }),
    modes: () => ({
      applicationCursor: terminal.modes.applicationCursorKeysMode,
      bracketedPaste: terminal.modes.bracketedPasteMode,
      mouse: terminal.modes.mouseTrackingMode !== 'none',
      changed: changedModes(terminal, keyboards()),
    }),
    title: () => title,
    close: () => terminal.dispose(),
  }
}

function changedModes(terminal: xterm.Terminal, keyboards: number): string[] {
  const { modes, buffer } = terminal
  const changes = {
    'alternate screen': buffer.active.type === 'alternate',
    'hidden cursor': isCursorHidden(terminal),
    mouse: modes.mouseTrackingMode !== 'none',
    'bracketed paste': modes.bracketedPasteMode,
    'focus reports': modes.sendFocusMode,
    'application cursor keys': modes.applicationCursorKeysMode,
    'application keypad': modes.applicationKeypadMode,
    'synchronised output': modes.synchronizedOutputMode,
    'insert mode': modes.insertMode,
    'origin mode': modes.originMode,
    'no wrapping': !modes.wraparoundMode,
    'enhanced keyboard': keyboards !== 0,
  }
  return Object.entries(changes).flatMap(([name, isChanged]) => (isChanged ? [name] : []))
}

// `CSI > flags u` begins an enhanced keyboard and `CSI < number u` takes so many back.
function countKeyboards({ parser }: xterm.Terminal): () => number {
  let open = 0
  parser.registerCsiHandler({ prefix: '>', final: 'u' }, () => {
    open += 1
    return false
  })
  parser.registerCsiHandler({ prefix: '<', final: 'u' }, ([count]) => {
    open = Math.max(0, open - (typeof count === 'number' && count > 0 ? count : 1))
    return false
  })
  return () => open
}

function isCursorHidden(terminal: xterm.Terminal): boolean {
  // As: the public interface does not say whether the cursor is hidden.
  const { _core } = terminal as unknown as { _core: { coreService: { isCursorHidden: boolean } } }
  return _core.coreService.isCursorHidden
}
