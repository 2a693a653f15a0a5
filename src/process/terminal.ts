import { closeSync, constants, openSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants as system } from 'node:os'
import { dirname, join } from 'node:path'
import type { SpawnOrder } from '../core/keeper.ts'
import type { Exit } from '../core/outcome.ts'
import type { Size } from '../core/output.ts'
import type { SpawnFailure } from './resolve.ts'
import { forkWithoutGaps, shieldFrom } from './shield.ts'

export type Terminal = {
  readonly ok: true
  readonly pid: number
  /** The master: whoever reads it closes it, and then says so by `closed`. */
  readonly fd: number
  /** The device that the program sees, such as /dev/pts/3. */
  readonly path: string
  resize(size: Size): void
  closed(): void
}

export type TerminalOrder = Pick<SpawnOrder, 'argv' | 'cwd' | 'env'> & {
  readonly size: Size
  /** Told at the exit, not when the terminal is closed. */
  readonly exited: (exit: Exit) => void
}

/**
 * Starts a program on a terminal of its own. Below node-pty's public interface, which adds to the environment, leaves out
 * the kernel's UTF-8 line editing when it hands out bytes, and throws away what is unread 200 ms after the exit.
 */
export function startTerminal({ argv, cwd, env, size, exited }: TerminalOrder): Terminal | SpawnFailure {
  const pty = loadPty()
  if ('errno' in pty) return pty
  const [file, ...args] = argv
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const held: { fd: number | undefined } = { fd: undefined }
  const onExit = (code: number, signal: number) => {
    if (held.fd !== undefined) closeSync(held.fd)
    exited(toExit(code, signal))
  }
  try {
    const [columns, rows] = [cells(size.columns), cells(size.rows)]
    const forked = forkWithoutGaps(() =>
      pty.native.fork(file, args, pairs, cwd, columns, rows, -1, -1, true, pty.helper, onExit),
    )
    held.fd = holdDevice(forked.pty)
    return toTerminal(pty.native, forked)
  } catch (error) {
    return { ok: false, errno: 'EAGAIN', message: `no terminal could be opened: ${String(error)}` }
  }
}

type Forked = { readonly fd: number; readonly pid: number; readonly pty: string }

type Native = {
  fork(
    ...order: [
      ...[file: string, args: readonly string[], env: readonly string[], cwd: string],
      ...[columns: number, rows: number, user: number, group: number, utf8: boolean],
      ...[helper: string, exited: (code: number, signal: number) => void],
    ]
  ): Forked
  resize(...order: [fd: number, columns: number, rows: number, width: number, height: number]): void
}

type Pty = { readonly native: Native; readonly helper: string }
let loaded: Pty | SpawnFailure | undefined

// When no run has a terminal the binary is not needed, and where there is none (musl) everything else works without it.
function loadPty(): Pty | SpawnFailure {
  loaded ??= tryLoad()
  return loaded
}

function tryLoad(): Pty | SpawnFailure {
  try {
    const require = createRequire(import.meta.url)
    const { native }: { native: Native } = require('node-pty')
    return { native, helper: helperPath(require.resolve('node-pty')) }
  } catch {
    const machine = `${process.platform}-${process.arch}`
    return {
      ok: false,
      errno: 'ENOTSUP',
      message: `there are no terminals on this machine (${machine}): run it without tty`,
    }
  }
}

// The program that starts the child on macOS, beside the binary; elsewhere it is not used.
function helperPath(index: string): string {
  const machine = `${process.platform}-${process.arch}`
  const binary = createRequire(index).resolve(`@lydell/node-pty-${machine}`)
  return join(dirname(binary), '..', 'prebuilds', machine, 'spawn-helper')
}

// When the program closes the terminal and lives on (and opens /dev/tty later) reading would meet an end, and closing the
// master would hang it up. One open device, until the exit, keeps the terminal.
function holdDevice(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  } catch {
    // When it has ended already there is nothing to hold.
    return undefined
  }
}

function toTerminal(native: Native, { fd, pid, pty }: Forked): Terminal {
  const unshield = shieldFrom(fd)
  let isOpen = true
  return {
    ok: true,
    pid,
    fd,
    path: pty,
    resize: ({ columns, rows }) => {
      if (isOpen) native.resize(fd, cells(columns), cells(rows), 0, 0)
    },
    closed: () => {
      isOpen = false
      unshield()
    },
  }
}

// The kernel keeps 16 bits, and programs divide by it.
function cells(count: number): number {
  return Math.min(65_535, Math.max(1, Math.floor(count)))
}

function toExit(code: number, signal: number): Exit {
  if (signal === 0) return { kind: 'exited', code }
  const name = Object.entries(system.signals).find(([, number]) => number === signal)?.[0]
  return { kind: 'signalled', signal: name ?? `SIG${signal}` }
}
