import { connect, type Socket } from 'node:net'
import { Fault } from '../core/fault.ts'
import type { ChannelHello } from '../protocol/keeper.ts'
import { requireOwnFolder } from '../protocol/socket-folder.ts'

/** A raw way to a run: what is written is typed, what comes is what the run writes. */
export type Channel = {
  readonly socket: Socket
  write(bytes: Uint8Array): Promise<void>
  /** No more will be written; resolves when everything has arrived. */
  end(): Promise<void>
  close(): void
}

/** Opens the channel that a token was given for. */
export async function openChannel(path: string, hello: ChannelHello): Promise<Channel> {
  requireOwnFolder(path)
  const socket = await connected(path)
  let isOver = false
  socket.on('error', () => undefined)
  socket.once('close', () => {
    isOver = true
  })
  // Who wants no output reads all the same: that the run has ended is told by the end of it.
  if (hello.from === undefined) socket.resume()
  socket.write(`${JSON.stringify(hello)}\n`)
  return {
    socket,
    write(bytes) {
      if (isOver || !socket.writable) return Promise.reject(overFault())
      return new Promise((resolve, reject) => {
        socket.write(bytes, problem => (problem ? reject(overFault()) : resolve()))
      })
    },
    end() {
      if (isOver || socket.writableEnded) return Promise.resolve()
      return new Promise(resolve => {
        socket.once('close', () => resolve())
        socket.end(() => undefined)
      })
    },
    close: () => socket.destroySoon(),
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => reject(new Fault({ code: 'unreachable', message: 'the keeper cannot be reached' })))
  })
}

function overFault(): Fault {
  return new Fault({ code: 'ended', message: 'the run has ended, or takes no more input' })
}
