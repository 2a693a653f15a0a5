import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Sink } from './input.ts'

/** Writes into the end of a FIFO. That nobody reads it any more is no error: the program did not want more. */
export function fifoSink(fd: number): Sink {
  const socket = new Socket({ fd, readable: false, writable: true })
  socket.on('error', () => undefined)
  return {
    send: bytes => new Promise(resolve => socket.write(bytes, error => resolve(error ? 'gone' : bytes.length))),
    close: () => void socket.destroy(),
  }
}

// The kernel tells nobody when a terminal has room again: ask soon, then less often, at no cost worth counting.
const firstWaitMs = 1
const longestWaitMs = 50

/**
 * Writes into the master of a terminal, which does not wait and takes what there is room for. Not from another thread:
 * the descriptor could be closed and belong to another terminal by then.
 */
export function terminalSink(fd: number): Sink {
  let isClosed = false
  return {
    async send(bytes) {
      for (let waitMs = firstWaitMs; !isClosed; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
        const taken = writeSome(fd, bytes)
        if (taken !== 0) return taken
        await wait(waitMs)
      }
      return 'gone'
    },
    close: () => {
      isClosed = true
    },
  }
}

function writeSome(fd: number, bytes: Uint8Array): number | 'gone' {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : 'gone'
  }
}
