import { rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Both ends of a connection over a unix socket, the second one half open as a server's is; they go with the test. */
export async function connectPair(): Promise<readonly [Socket, Socket]> {
  const path = `/tmp/skep-pair-${process.pid}-${Math.random().toString(36).slice(2, 10)}`
  const server = createServer({ allowHalfOpen: true })
  const taken = new Promise<Socket>(resolve => server.once('connection', resolve))
  await new Promise<void>(resolve => server.listen(path, resolve))
  const near = connect(path)
  const far = await taken
  server.close()
  rmSync(path, { force: true })
  for (const socket of [near, far]) socket.on('error', () => undefined)
  onTestFinished(() => void [near, far].map(socket => socket.destroy()))
  return [near, far]
}
