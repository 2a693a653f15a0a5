import type { Socket } from 'node:net'
import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import type { Connection } from '../protocol/connection.ts'
import {
  type ClientHello,
  type DaemonHello,
  helloMethod,
  listenMethod,
  mostClientFrameBytes,
  noticeMethod,
} from '../protocol/hello.ts'
import { readHello } from '../protocol/read-hello.ts'
import { readParams } from '../protocol/schemas.ts'
import { compareVersions, daemonProtocol, isCompatible } from '../protocol/version.ts'
import { openWire, type Wire } from '../protocol/wire.ts'

export type DoorParts = {
  readonly connect: (actor: Actor) => Connection
  readonly hello: () => DaemonHello
  /** Told when the runtime was stopped for good and that was answered. */
  readonly ended: () => void
  readonly failed: (problem: unknown, method: string) => void
}

/** A client is busy for moments, not for as many notices as this: then it is told that it has missed some. */
const mostWaitingBytes = 4 * 1024 * 1024

/** Serves one client until it goes. Whatever comes from outside becomes known here, or is refused. */
export async function serveClient(socket: Socket, parts: DoorParts): Promise<void> {
  let connection: Connection | undefined
  let wire: Wire | undefined
  let isListening = false

  async function handle(method: string, params: unknown): Promise<unknown> {
    if (method === helloMethod) {
      const { protocol, actor } = readHello(params)
      requireCompatible(protocol, parts.hello().version)
      connection ??= parts.connect(actor)
      return parts.hello()
    }
    if (!connection) throw new Fault({ code: 'usage', message: `expected ${helloMethod} first, and found ${method}` })
    const { name, params: known } = readParams(method, params)
    const answer = await connection.ask(name, known)
    if (name === 'down') setImmediate(parts.ended)
    return answer
  }

  function notified(method: string): void {
    if (method !== listenMethod || isListening || !wire || !connection) return
    isListening = true
    tellNotices(socket, wire, connection)
  }

  wire = openWire(socket, { handle, notified, failed: parts.failed }, mostClientFrameBytes)
  await wire.closed
  await connection?.close()
}

function requireCompatible(protocol: ClientHello['protocol'], version: string): void {
  if (isCompatible(protocol, daemonProtocol)) return
  const message = `this daemon is skep ${version}, which speaks version ${daemonProtocol.major} of the protocol`
  const [, program = ''] = process.argv
  const isOlder = compareVersions(protocol, daemonProtocol) < 0
  const hint = isOlder ? `use that skep for this project: ${program}` : 'what runs goes on while it is replaced'
  throw new Fault({ code: 'version', message, hint, data: { protocol: daemonProtocol, version } })
}

/** Tells what happens; a client that does not read is told later, and once, that it has missed something. */
function tellNotices(socket: Socket, wire: Wire, connection: Connection): void {
  let hasMissed = false
  connection.listen(notice => {
    hasMissed ||= wire.waitingBytes > mostWaitingBytes
    if (!hasMissed) wire.tell(noticeMethod, { notice })
  })
  socket.on('drain', () => {
    if (!hasMissed) return
    hasMissed = false
    wire.tell(noticeMethod, { notice: { kind: 'lagged' } })
  })
}
