import { EventEmitter } from 'node:events'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import type { TerminalOutput } from './terminal-output.ts'

/** The standard output of the process, when that is a terminal. */
export type TerminalStdout = {
  readonly fd: number
  readonly columns: number
  readonly rows: number
  on(event: 'resize', listener: () => void): unknown
  off(event: 'resize', listener: () => void): unknown
}

/** A terminal that never holds the loop. */
export type OpenTerminal = TerminalOutput & { close(): void }

// As a line to a far terminal empties: soon at first, then as seldom as does not show.
const firstWaitMs = 2
const longestWaitMs = 50

// What restores the terminal is worth a moment at the end, a terminal that takes nothing is not worth more.
const lastWaitMs = 500

/**
 * Opens the terminal behind stdout for writing without waiting. Node's own stream writes to terminals in blocking mode, so that a slow
 * line or a viewer that has stopped would stop everything in this process.
 */
export function openTerminal(stdout: TerminalStdout): OpenTerminal {
  const events = new EventEmitter()
  const fd = openAgain(stdout.fd)
  const resized = () => events.emit('resize')
  let rest: Uint8Array = new Uint8Array()
  let timer: NodeJS.Timeout | undefined

  function writeOn(waitMs: number): void {
    timer = undefined
    rest = writeSome(fd, rest)
    if (rest.length > 0) timer = setTimeout(writeLater, waitMs, waitMs)
  }

  function writeLater(waitMs: number): void {
    writeOn(Math.min(longestWaitMs, 2 * waitMs))
    if (rest.length === 0) events.emit('drain')
  }

  stdout.on('resize', resized)
  return {
    get columns() {
      return stdout.columns
    },
    get rows() {
      return stdout.rows
    },
    write(text) {
      rest = Buffer.concat([rest, Buffer.from(text)])
      if (!timer) writeOn(firstWaitMs)
      return rest.length === 0
    },
    on: (event, listener) => events.on(event, listener),
    off: (event, listener) => events.off(event, listener),
    close() {
      clearTimeout(timer)
      stdout.off('resize', resized)
      const endMs = performance.now() + lastWaitMs
      while (rest.length > 0 && performance.now() < endMs) {
        sleep(firstWaitMs)
        rest = writeSome(fd, rest)
      }
      if (fd !== stdout.fd) closeSync(fd)
    },
  }
}

// The file behind a descriptor is opened once more: whether it waits is a property of that opening, which others share with us.
function openAgain(fd: number): number {
  try {
    const path = process.platform === 'linux' ? `/proc/self/fd/${fd}` : '/dev/tty'
    return openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
  } catch {
    // Not ours to open (after `su`): then it is written as it is.
    return fd
  }
}

/** Writes what there is room for and gives back the rest; of what goes to a terminal that is gone, there is none. */
function writeSome(fd: number, bytes: Uint8Array): Uint8Array {
  let rest = bytes
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
    return isFull ? rest : rest.subarray(rest.length)
  }
  return rest
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
