import { chmodSync, lstatSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { makeSocketFolder } from './socket-folder.ts'

/** A unix socket that is listened on. */
export type Listening = {
  /** Makes the socket again when somebody removed it, its folder too. */
  ensure(): Promise<void>
  /** Takes nobody more and removes the socket; who is connected stays so. */
  refuse(): void
  close(): Promise<void>
}

/** Longer than any project's clients at once; the kernel cuts it to its own limit. */
const backlog = 1024

/** Listens on a path that is ours: what was left there by somebody who is gone is replaced. */
export async function listenOn(path: string, take: (socket: Socket) => void): Promise<Listening> {
  const sockets = new Set<Socket>()
  let server = await listen(path, keep)

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    take(socket)
  }

  return {
    async ensure() {
      if (lstatSync(path, { throwIfNoEntry: false })) return
      // Closed first: the end of a server removes what lies at its path, whoever put it there.
      const old = server
      old.close()
      server = await listen(path, keep)
    },
    refuse: () => void server.close(),
    async close() {
      // A server that takes nobody any more is closed when the last one has gone.
      const ended = new Promise<void>(resolve => {
        if (server.listening) server.close(() => resolve())
        else resolve()
      })
      for (const socket of sockets) socket.destroy()
      await ended
    },
  }
}

function listen(path: string, take: (socket: Socket) => void): Promise<Server> {
  makeSocketFolder(path)
  rmSync(path, { force: true })
  // A client may end what it says and still listen.
  const server = createServer({ allowHalfOpen: true }, take)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path, backlog }, () => {
      chmodSync(path, 0o600)
      resolve(server)
    })
  })
}
