/** The driver's one door to node-pty, whose types are under another name than the package is installed as. */
import { createRequire } from 'node:module'
import { constants } from 'node:os'

export type PtyOrder = {
  readonly argv: readonly [file: string, ...args: string[]]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly columns: number
  readonly rows: number
}

/** How a program on a terminal ended. */
export type PtyExit = { readonly code: number; readonly signal: string | undefined }

export type Pty = {
  readonly pid: number
  onData(listener: (text: string) => void): unknown
  /** Told when all output has been read. */
  onExit(listener: (exit: PtyExit) => void): unknown
  /** For what a person types: a megabyte into a program that does not read would keep the processor busy. */
  write(text: string): void
  resize(columns: number, rows: number): void
  /** Closes the terminal under the program, as closing a window does. */
  hangUp(): void
}

/** Starts a program as the leader of a session on a terminal of its own. */
export function startOnPty({ argv: [file, ...args], cwd, env, columns, rows }: PtyOrder): Pty {
  const pty = nodePty.spawn(file, args, { cwd, env, cols: columns, rows, name: env['TERM'] })
  return {
    pid: pty.pid,
    onData: listener => pty.onData(listener),
    onExit: listener => pty.onExit(({ exitCode, signal }) => listener({ code: exitCode, signal: signalName(signal) })),
    write: text => pty.write(text),
    resize: (wide, high) => pty.resize(wide, high),
    hangUp: () => pty.destroy(),
  }
}

type NodePty = {
  spawn(file: string, args: readonly string[], options: Record<string, unknown>): Spawned
}

type Spawned = {
  readonly pid: number
  onData(listener: (text: string) => void): unknown
  onExit(listener: (exit: { exitCode: number; signal?: number }) => void): unknown
  write(text: string): void
  resize(columns: number, rows: number): void
  destroy(): void
}

const nodePty: NodePty = createRequire(import.meta.url)('node-pty')

function signalName(number: number | undefined): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
}
