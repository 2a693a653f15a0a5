import type { Socket } from 'node:net'
import type { Actor } from '../core/actor.ts'
import type { Fault } from '../core/fault.ts'
import { runFolder } from '../core/paths.ts'
import type { Connection } from '../protocol/connection.ts'
import { greet } from '../protocol/greet.ts'
import {
  type ClientHello,
  type DaemonHello,
  listenMethod,
  mostDaemonFrameBytes,
  noticeMethod,
} from '../protocol/hello.ts'
import type { Notice } from '../protocol/notice.ts'
import { tellAll } from '../protocol/tell.ts'
import type { ParamsOf, ResultOf, VerbName } from '../protocol/verbs.ts'
import { daemonProtocol } from '../protocol/version.ts'
import { openWire } from '../protocol/wire.ts'
import { attach, view } from './ways.ts'

/** A connection over a socket, and who is at the other end. */
export type Remote = Connection & {
  readonly hello: DaemonHello
  /** Resolves when the connection is over, from whichever side. */
  readonly closed: Promise<void>
}

export type RemoteOrder = {
  readonly version: string
  readonly actor: Actor
  /** What to say of a daemon that does not answer. */
  readonly late: () => Fault
}

/** Makes a connection of a socket to a daemon; a daemon of another protocol is a `Fault` (`version`). */
export async function openRemote(socket: Socket, { version, actor, late }: RemoteOrder): Promise<Remote> {
  const listeners = new Set<(notice: Notice) => void>()
  let isListening = false
  const wire = openWire(
    socket,
    {
      handle: async () => undefined,
      // What the daemon says is trusted since it said which protocol it speaks.
      notified: (method, params) =>
        method === noticeMethod && tellAll(listeners, (params as { readonly notice: Notice }).notice),
      failed: () => undefined,
    },
    mostDaemonFrameBytes,
  )
  const said: ClientHello = { protocol: daemonProtocol, version, actor }
  // Its own word for who it is.
  const hello = (await greet(wire, said, late)) as DaemonHello

  async function ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>> {
    // Every verb takes an object, and what is answered is of its type: it was said in the same protocol.
    return (await wire.ask(name, params as object)) as ResultOf<Name>
  }

  return {
    hello,
    closed: wire.closed,
    ask,
    listen(listener) {
      if (!isListening) wire.tell(listenMethod, {})
      isListening = true
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attach: (run, order) => attach(run, order, ask),
    view: (run, order) => view(run, order, ask),
    outputFolder: run => runFolder(hello.runsFolder, run),
    async close() {
      wire.close()
      await wire.closed
    },
  }
}
