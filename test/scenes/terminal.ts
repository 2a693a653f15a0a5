import { keyBytes } from '../../src/core/keys.ts'
import type { StyledCell } from '../../src/screen/svg/cell.ts'
import { until } from '../until.ts'
import { type DisplayCursor, openDisplay } from './display.ts'
import { cleanEnv } from './environment.ts'
import { type MouseAct, mouseBytes } from './mouse.ts'
import { type PtyExit, type PtyOrder, startOnPty } from './pty.ts'

export type TerminalOrder = Pick<PtyOrder, 'argv' | 'cwd'> & {
  /** Beside a clean environment; see `cleanEnv`. */
  readonly env?: Readonly<Record<string, string>>
  readonly columns?: number
  readonly rows?: number
}

/** Text that is there, a pattern that matches it, or a question to the screen's text. */
export type Expected = string | RegExp | ((screen: string) => boolean)

/** A person at a terminal: sees what it shows, and types. */
export type Terminal = {
  readonly pid: number
  readonly columns: number
  readonly rows: number
  /** Every row without the blanks at its end. */
  screen(): string
  row(y: number): string
  styledCell(x: number, y: number): StyledCell
  cursor(): DisplayCursor
  title(): string
  /** What of the terminal is not as it was when it opened, in words: `alternate screen`, `mouse`, `hidden cursor`, … */
  changedModes(): readonly string[]
  /** Keys as `core/keys` names them: `Enter`, `C-c`, `Up`, or one character. */
  press(...keys: string[]): void
  type(text: string): void
  /** As a terminal does it: in brackets when the program asked for them. */
  paste(text: string): void
  mouse(act: MouseAct): void
  resize(columns: number, rows: number): void
  waitFor(expected: Expected, order?: { readonly what?: string; readonly timeoutMs?: number }): Promise<void>
  /** Sends a signal to the program alone. */
  kill(signal: NodeJS.Signals): void
  /** Closes the window: the program is hung up, and nothing is read any more. */
  hangUp(): void
  /** Resolves when the program has ended and all that it wrote is shown. */
  readonly exit: Promise<PtyExit>
  /** Ends the program if it still lives, and waits for it. */
  close(): Promise<void>
}

/** Starts a program in a real terminal. */
export function openTerminal({ argv, cwd, env = {}, columns = 80, rows = 24 }: TerminalOrder): Terminal {
  const pty = startOnPty({ argv, cwd, env: cleanEnv(env), columns, rows })
  const display = openDisplay({ columns, rows, reply: text => write(text) })
  const ended = Promise.withResolvers<PtyExit>()
  let isOpen = true
  // Said once all is shown that was written before: then there is nothing more to wait for.
  let over: string | undefined
  pty.onData(text => display.write(text))
  pty.onExit(exit => {
    isOpen = false
    void display.settled().then(() => {
      over = exit.signal ?? String(exit.code)
      ended.resolve(exit)
    })
  })

  function write(text: string): void {
    if (isOpen) pty.write(text)
  }

  function screen(): string {
    return Array.from({ length: display.rows }, (_, y) => display.row(y)).join('\n')
  }

  function hangUp(): void {
    isOpen = false
    pty.hangUp()
  }

  return {
    pid: pty.pid,
    get columns() {
      return display.columns
    },
    get rows() {
      return display.rows
    },
    screen,
    row: y => display.row(y),
    styledCell: (x, y) => display.cell(x, y),
    cursor: () => display.cursor(),
    title: () => display.title(),
    changedModes: () => display.modes().changed,
    press: (...keys) => {
      for (const key of keys) write(toText(key, display.modes()))
    },
    type: write,
    paste: text => write(display.modes().bracketedPaste ? `\x1b[200~${text}\x1b[201~` : text),
    mouse: act => {
      if (!display.modes().mouse) throw new Error('the program has not asked for the mouse')
      write(mouseBytes(act))
    },
    resize: (wide, high) => {
      display.resize(wide, high)
      pty.resize(wide, high)
    },
    waitFor: async (expected, { what = nameOf(expected), timeoutMs = 30_000 } = {}) => {
      const show = (): string => frame(screen(), display.columns)
      const found = await until(() => (isMet(expected, screen()) ? 'it' : over), { what, timeoutMs, show })
      if (found !== 'it')
        throw new Error(`waited for ${what}, and the program ended with ${found}; there was:\n${show()}`)
    },
    kill: signal => process.kill(pty.pid, signal),
    hangUp,
    exit: ended.promise,
    close: async () => {
      if (isOpen) hangUp()
      await endWithin(ended.promise, pty.pid)
      display.close()
    },
  }
}

function toText(key: string, modes: { readonly applicationCursor: boolean }): string {
  const bytes = keyBytes(key, modes)
  if (bytes === undefined) throw new Error(`there is no key ${key}`)
  return Buffer.from(bytes).toString()
}

function isMet(expected: Expected, screen: string): boolean {
  if (typeof expected === 'function') return expected(screen)
  return typeof expected === 'string' ? screen.includes(expected) : expected.test(screen)
}

function nameOf(expected: Expected): string {
  return typeof expected === 'function' ? 'the screen to be as expected' : `${expected} on the screen`
}

// The edge shows how wide the screen is and that its empty rows are there.
function frame(screen: string, columns: number): string {
  const edge = `+${'-'.repeat(columns)}+`
  return [edge, ...screen.split('\n').map(row => `|${row}`), edge].join('\n')
}

// Closing tidies up: a scene that is about a good end waits for `exit` itself.
const graceMs = 1000

async function endWithin(exit: Promise<unknown>, pid: number): Promise<void> {
  const late = setTimeout(() => killIfThere(pid), graceMs)
  await exit
  clearTimeout(late)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // When it has just ended there is nothing to kill.
  }
}
