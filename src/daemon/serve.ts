import { renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { dirname } from 'node:path'
import type { RuntimeId } from '../core/id.ts'
import type { DaemonHello } from '../protocol/hello.ts'
import { type Listening, listenOn } from '../protocol/listen.ts'
import type { DaemonStatus } from '../protocol/verbs/status.ts'
import { daemonProtocol } from '../protocol/version.ts'
import { serveClient } from './door.ts'
import { openHost } from './host.ts'
import { type KeeperLink, openKeeperLink } from './keeper-link.ts'
import { leaveBehind } from './left-behind.ts'
import { type DaemonLog, openLog } from './log.ts'
import { type OwnedRuntime, openOwnedRuntime } from './open.ts'
import type { Places } from './places.ts'
import { sweepSockets } from './sweep-sockets.ts'

export type DaemonOrder = {
  readonly folder: string
  readonly name: string
  readonly stateHome: string
  readonly socket: string
  readonly version: string
  /** How long it stays when nothing runs and nobody is connected, in ms. */
  readonly idleExitMs: number
  readonly startKeeper: (places: Places) => Promise<void>
}

/** A daemon that serves its project until `over` resolves. */
export type Daemon = {
  readonly over: Promise<void>
  /** Makes the socket again when it is gone. */
  ensureSocket(): Promise<void>
  /** Ends the daemon; what runs goes on. */
  leave(): void
}

/** Opens the runtime of a project and serves whoever connects to its socket. */
export async function serveProject(order: DaemonOrder): Promise<Daemon> {
  const server = new DaemonServer(order)
  await server.open()
  return server
}

class DaemonServer implements Daemon {
  readonly #order: DaemonOrder
  readonly #over = Promise.withResolvers<void>()
  readonly #clients = new Set<Socket>()
  #parts: Parts | undefined
  #ending: Promise<void> | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(order: DaemonOrder) {
    this.#order = order
  }

  get over(): Promise<void> {
    return this.#over.promise
  }

  async open(): Promise<void> {
    const { folder, name, stateHome, socket, version } = this.#order
    const found: { keeper?: KeeperLink; places?: Places; runtimeId?: RuntimeId } = {}
    const owned = await openOwnedRuntime({
      ...{ folder, name, stateHome },
      openKeeper: async places => {
        found.places = places
        found.keeper = await openKeeperLink({
          note: places.files.keeper,
          start: () => this.#order.startKeeper(places),
        })
        return found.keeper
      },
      leaveBehind,
      openHost: ({ keeper, store }) => {
        found.runtimeId = store.runtimeId
        return openHost({ keeper, status: () => this.#status(), leave: () => setImmediate(() => this.leave()) })
      },
    })
    const { keeper, places, runtimeId } = found
    if (!keeper || !places || !runtimeId) throw new Error('a runtime was opened without its keeper or its store')
    const log = openLog(places.files.daemonLog)
    const listening = await listenOn(socket, client => void this.#serve(client))
    this.#parts = { owned, keeper, places, runtimeId, log, listening }
    keeper.onReplaced(() => this.#goOn())
    this.#note()
    log.info('serves', { folder, version, socket })
    void sweepSockets(dirname(socket)).catch(() => undefined)
    this.#watchIdle()
  }

  async ensureSocket(): Promise<void> {
    const parts = this.#parts
    if (this.#ending) return
    await parts?.listening.ensure().catch(problem => parts.log.error('could not make the socket again', problem))
  }

  leave(): void {
    this.#end(async ({ owned, keeper }) => owned.letGo(() => keeper.leave()))
  }

  /** After everything was stopped there is nothing left to keep. */
  #close(): void {
    this.#end(({ owned }) => owned.close())
  }

  #end(work: (parts: Parts) => Promise<void>): void {
    const parts = this.#parts
    if (!parts) return
    this.#ending ??= this.#endWith(parts, work)
  }

  async #endWith(parts: Parts, work: (parts: Parts) => Promise<void>): Promise<void> {
    clearInterval(this.#idle)
    parts.log.info('ends')
    // First: the one that comes next has a socket of its own at the same place.
    parts.listening.refuse()
    rmSync(parts.places.files.daemon, { force: true })
    try {
      await work(parts)
    } catch (problem) {
      parts.log.error('did not end well', problem)
    }
    await parts.listening.close()
    this.#over.resolve()
  }

  async #serve(socket: Socket): Promise<void> {
    const parts = this.#parts
    if (!parts) return void socket.destroy()
    this.#clients.add(socket)
    await serveClient(socket, {
      connect: actor => parts.owned.connect(actor),
      hello: () => this.#hello(parts),
      ended: () => this.#close(),
      failed: (problem, method) => parts.log.error(`${method} failed`, problem),
    })
    this.#clients.delete(socket)
  }

  async #goOn(): Promise<void> {
    const parts = this.#parts
    parts?.log.warn('the keeper has gone and another one is there')
    await parts?.owned.runtime.goOn().catch(problem => parts.log.error('could not go on', problem))
    this.#note()
  }

  /** Whoever comes while one keeper has gone and the next is being started is welcome too. */
  #hello({ runtimeId, places }: Parts): DaemonHello {
    const { folder, name, version } = this.#order
    return { project: name, folder, runtimeId, runsFolder: places.files.runs, protocol: daemonProtocol, version }
  }

  #status(): DaemonStatus {
    const parts = this.#parts
    if (!parts) throw new Error('a daemon that is not open was asked for its status')
    const { version: _version, ...hello } = this.#hello(parts)
    const { socket, version } = this.#order
    return {
      ...{ ...hello, socket, log: parts.places.files.daemonLog },
      daemon: { pid: process.pid, startedAtMs: Math.round(performance.timeOrigin), version },
      keeper: parts.keeper.about,
      clients: this.#clients.size,
      running: parts.owned.runtime.running(),
    }
  }

  /** Clients read where to connect to, and with whom they speak. */
  #note(): void {
    const parts = this.#parts
    if (!parts || this.#ending) return
    const file = parts.places.files.daemon
    try {
      const { clients: _clients, running: _running, ...status } = this.#status()
      writeFileSync(`${file}.new`, JSON.stringify(status), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    } catch (problem) {
      // On a full disk: clients look at the usual place too.
      parts.log.error('could not write down where it is to be found', problem)
    }
  }

  /** Looked at now and then, which costs nothing: a tenth of the time that it may be idle. */
  #watchIdle(): void {
    const { idleExitMs } = this.#order
    let idleSince: number | undefined
    const look = (): void => {
      const isIdle = this.#clients.size === 0 && this.#parts?.owned.runtime.isIdle()
      idleSince = isIdle ? (idleSince ?? performance.now()) : undefined
      if (idleSince !== undefined && performance.now() - idleSince >= idleExitMs) this.leave()
    }
    this.#idle = setInterval(look, Math.max(50, idleExitMs / 10))
  }
}

type Parts = {
  readonly owned: OwnedRuntime
  readonly keeper: KeeperLink
  readonly places: Places
  readonly runtimeId: RuntimeId
  readonly log: DaemonLog
  readonly listening: Listening
}
