import type { Socket } from 'node:net'

/**
 * How much of what comes over a socket is dealt with at a time. One end that asks faster than it is answered, or that
 * does not read its answers, is not listened to meanwhile; it is the one that waits. When the other end says no more
 * and has all its answers the socket is closed.
 */
export type Inflow = {
  /** Told of each message that came. */
  came(bytes: number): void
  /** Deals with a message that came, as soon as the other end has taken enough of what it was told before. */
  deal(bytes: number, work: () => Promise<void>): Promise<void>
}

/** More than anybody asks at once: a thousand workers, each for something. */
const mostOpen = 4_000
const mostOpenBytes = 32 * 1024 * 1024

/** What comes in one turn of the loop: it is taken apart in a few ms. One message alone may be larger. */
const mostTurnBytes = 128 * 1024

/** What waits to be read; a picture of a thousand workers fits. */
const mostUnreadBytes = 8 * 1024 * 1024

/** Opens the inflow of a socket. */
export function openInflow(socket: Socket): Inflow {
  let open = 0
  let openBytes = 0
  let turnBytes = 0
  let waiting = 0
  let hasEnded = false
  let last = Promise.resolve()

  function isUnread(): boolean {
    return socket.writableLength > mostUnreadBytes
  }

  function count(bytes: number): void {
    if (turnBytes === 0) setImmediate(endTurn)
    turnBytes += bytes
  }

  function endTurn(): void {
    turnBytes = 0
    look()
  }

  function look(): void {
    if (hasEnded && open === 0) socket.end()
    const isFull = open > mostOpen || openBytes > mostOpenBytes || turnBytes > mostTurnBytes || isUnread()
    if (isFull) socket.pause()
    else if (socket.isPaused()) socket.resume()
  }

  async function inTurn(work: () => Promise<void>): Promise<void> {
    if (isUnread()) await read(socket)
    if (!socket.destroyed) await work()
  }

  function begin(work: () => Promise<void>): Promise<void> {
    // An answer adds to what is unread: one at a time, so that no more than one is too much.
    if (waiting === 0 && !isUnread()) return work()
    waiting += 1
    last = last
      .then(() => inTurn(work))
      .catch(() => undefined)
      .finally(() => {
        waiting -= 1
      })
    return last
  }

  socket.on('drain', look)
  // Who asks no more may still wait for answers.
  socket.once('end', () => {
    hasEnded = true
    look()
  })
  return {
    came(bytes) {
      open += 1
      openBytes += bytes
      count(bytes)
      look()
    },
    async deal(bytes, work) {
      try {
        await begin(work)
      } finally {
        open -= 1
        openBytes -= bytes
        look()
      }
    },
  }
}

/** Resolves when everything that was told has been taken, or never will be. */
function read(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    const settle = (): void => {
      socket.off('drain', settle)
      socket.off('close', settle)
      resolve()
    }
    socket.on('drain', settle)
    socket.on('close', settle)
    if (socket.destroyed) settle()
  })
}
