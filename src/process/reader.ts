import { readSync } from 'node:fs'
import { Socket, type SocketConstructorOpts } from 'node:net'
import { ReadStream } from 'node:tty'

/** Reads a descriptor of ours (a FIFO or the master of a terminal) as it fills, and owns it. */
export type Reader = {
  /** From the next byte on nothing is read until `resume`: the writers will wait. */
  pause(): void
  resume(): void
  /** Reads at once what is there, as far as one pipe can hold. */
  catchUp(): void
  close(): void
}

export type ReaderListener = {
  /** The bytes are the listener's to keep. */
  bytes(bytes: Uint8Array): void
  /** Nobody can write any more, everything was read and the descriptor is closed. */
  closed(): void
}

/** Reads the end of a FIFO. */
export function readFifo(fd: number, listener: ReaderListener): Reader {
  return toReader(fd, listener, options => new Socket({ ...options, fd, readable: true, writable: false }))
}

/** Reads the master of a terminal, up to the EIO that stands for its end. */
export function readTerminal(fd: number, listener: ReaderListener): Reader {
  return toReader(fd, listener, options => new ReadStream(fd, options))
}

// A pipe holds 64 KiB. All readers share this, since each hands on a copy before the next one reads.
const scratch = Buffer.allocUnsafeSlow(64 * 1024)

// pipe-max-size of Linux: no pipe holds more without privileges.
const mostPending = 1024 * 1024

function toReader(fd: number, listener: ReaderListener, open: (options: SocketConstructorOpts) => Socket): Reader {
  const take = (count: number) => {
    listener.bytes(Buffer.from(scratch.subarray(0, count)))
    return true
  }
  const socket = open({ onread: { buffer: scratch, callback: take } })
  // EIO is how a terminal says that it is over; 'close' follows.
  socket.on('error', () => undefined)
  socket.once('close', () => listener.closed())
  socket.resume()
  let isPaused = false
  return {
    pause() {
      isPaused = true
      socket.pause()
      // When it was resumed a moment ago, the stream starts to read on the next tick whatever was said since.
      process.nextTick(() => isPaused && socket.pause())
    },
    resume() {
      isPaused = false
      socket.resume()
    },
    catchUp() {
      if (!socket.destroyed) readPending(fd, take)
    },
    close: () => void socket.destroy(),
  }
}

function readPending(fd: number, take: (count: number) => void): void {
  for (let total = 0; total < mostPending; ) {
    const count = readSome(fd)
    if (count === 0) return
    total += count
    take(count)
  }
}

// EAGAIN says that nothing is there, EIO that nobody is; the socket will see the end by itself.
function readSome(fd: number): number {
  try {
    return readSync(fd, scratch)
  } catch {
    return 0
  }
}
