import { renameSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { Fault } from '../core/fault.ts'
import { isNumbered, type KeeperFact } from '../core/keeper.ts'
import { runFolder } from '../core/paths.ts'
import { readStat } from '../process/stat.ts'
import { readBeginning } from '../protocol/first-line.ts'
import {
  type ChannelGrant,
  type KeeperCall,
  type KeeperHandlers,
  mostKeeperFrameBytes,
  toCalls,
} from '../protocol/keeper.ts'
import { type Listening, listenOn } from '../protocol/listen.ts'
import { openTerminalSizes, type TerminalSizes } from '../protocol/terminal-sizes.ts'
import { isCompatible, keeperProtocol } from '../protocol/version.ts'
import { openWire, type Wire } from '../protocol/wire.ts'
import { serveChannel } from './channel.ts'
import { type Grants, openGrants } from './grants.ts'
import { openKeeper } from './keeper.ts'

export type KeeperOrder = {
  readonly runsFolder: string
  readonly socket: string
  /** Where it is written who the keeper is. */
  readonly note: string
  readonly version: string
  readonly log: (line: string) => void
}

/** How long a keeper that nobody needs stays: a daemon that is being replaced comes back sooner. */
const lingerMs = 10_000

/** A daemon is busy for moments, not for as many facts as this. */
const mostWaitingBytes = 8 * 1024 * 1024

/**
 * Keeps children for a daemon, and for the next one when that is gone: listens on its socket, and leaves when it has
 * neither a run nor a daemon. `over` resolves then.
 */
export class KeeperServer {
  readonly #order: KeeperOrder
  readonly #keeper: ReturnType<typeof openKeeper>
  readonly #grants: Grants = openGrants()
  readonly #sizes: TerminalSizes
  readonly #over = Promise.withResolvers<void>()
  readonly #channels = new Map<string, ChannelGrant>()
  #listening: Listening | undefined
  #daemon: Wire | undefined
  #linger: NodeJS.Timeout | undefined
  #isClosing = false

  constructor(order: KeeperOrder) {
    this.#order = order
    this.#keeper = openKeeper({ runsFolder: order.runsFolder, now: Date.now })
    this.#sizes = openTerminalSizes(this.#keeper)
    this.#keeper.onFact(fact => {
      this.#tell(fact)
      if (fact.kind === 'drained') this.#lingerUnlessNeeded()
    })
  }

  get over(): Promise<void> {
    return this.#over.promise
  }

  async listen(): Promise<void> {
    const { socket, note, version } = this.#order
    this.#listening = await listenOn(socket, connection => void this.#welcome(connection))
    const startTicks = readStat(process.pid)?.startTicks
    const about = { pid: process.pid, startTicks, startedAtMs: Math.round(performance.timeOrigin) }
    writeWhole(note, JSON.stringify({ ...about, socket, version, protocol: keeperProtocol }))
    this.#lingerUnlessNeeded()
  }

  /** Makes the socket again when it is gone. */
  async ensureSocket(): Promise<void> {
    if (!this.#isClosing) await this.#listening?.ensure()
  }

  /** Ends everything that runs, and then itself. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearTimeout(this.#linger)
    await this.#keeper.close()
    this.#listening?.refuse()
    this.#grants.close()
    // What was just answered is to arrive.
    this.#daemon?.close()
    await this.#daemon?.closed
    await this.#listening?.close()
    this.#over.resolve()
  }

  /** A daemon that does not listen is told nothing more that it could find out by itself, and is let go of. */
  #tell(fact: KeeperFact): void {
    const daemon = this.#daemon
    if (!daemon) return
    if (daemon.waitingBytes < mostWaitingBytes) daemon.tell('fact', { fact })
    else if (isNumbered(fact)) daemon.close()
  }

  async #welcome(socket: Socket): Promise<void> {
    const beginning = await readBeginning(socket)
    if (beginning?.kind === 'frames') this.#serveDaemon(socket)
    else if (beginning?.kind === 'line') await this.#serveViewer(socket, beginning.line)
    else socket.destroy()
  }

  #serveDaemon(socket: Socket): void {
    const handlers = this.#handlers(() => this.#follow(wire))
    const wire: Wire = openWire(
      socket,
      {
        handle: (method, params) => {
          const isKnown = method === 'hello' || this.#daemon === wire
          return isKnown ? this.#answer(handlers, method, params) : Promise.reject(unheard(method))
        },
        notified: () => undefined,
        failed: (problem, method) => this.#order.log(`${method}: ${String(problem)}`),
      },
      mostKeeperFrameBytes,
    )
  }

  /** There is one daemon, the one that said hello last: it has the project's lock. */
  #follow(wire: Wire): void {
    if (this.#daemon === wire) return
    this.#daemon?.close()
    this.#daemon = wire
    clearTimeout(this.#linger)
    void wire.closed.then(() => {
      if (this.#daemon !== wire) return
      this.#daemon = undefined
      this.#lingerUnlessNeeded()
    })
  }

  async #answer(handlers: KeeperHandlers, method: string, params: unknown): Promise<unknown> {
    const known = Object.hasOwn(handlers, method)
    if (!known) throw new Fault({ code: 'unsupported', message: `this keeper does not know ${method}` })
    // Its user's own daemon speaks a version that is understood: it said so first.
    const handler = handlers[method as KeeperCall] as (params: unknown) => Promise<unknown>
    return handler(params)
  }

  #handlers(follow: () => void): KeeperHandlers {
    const { version } = this.#order
    return {
      ...toCalls(this.#keeper),
      hello: async ({ protocol }) => {
        if (!isCompatible(protocol, keeperProtocol)) throw unlike()
        follow()
        return { version, protocol: keeperProtocol, pid: process.pid }
      },
      grant: async grant => {
        // Whoever was granted it comes to the socket, which somebody may have removed.
        await this.ensureSocket()
        this.#grants.add(grant)
        return null
      },
      'channel-size': async ({ token, size }) => {
        const viewer = this.#channels.get(token)
        if (viewer) await this.#sizes.set(viewer, size)
        else this.#grants.resize(token, size)
        return null
      },
      close: async () => {
        setImmediate(() => void this.close())
        return null
      },
      leave: async () => {
        if (!(await this.#isNeeded())) setImmediate(() => void this.close())
        return null
      },
    }
  }

  async #serveViewer(socket: Socket, line: string): Promise<void> {
    try {
      const { grant, from, size } = this.#grants.take(line)
      this.#channels.set(grant.token, grant)
      const folder = runFolder(this.#order.runsFolder, grant.run)
      await serveChannel(socket, { keeper: this.#keeper, grant, sizes: this.#sizes, folder }, { from, size })
      this.#channels.delete(grant.token)
      this.#sizes.forget(grant)
    } catch {
      socket.destroy()
    }
  }

  async #isNeeded(): Promise<boolean> {
    return (await this.#keeper.runs()).some(({ isDrained }) => !isDrained)
  }

  #lingerUnlessNeeded(): void {
    clearTimeout(this.#linger)
    this.#linger = setTimeout(() => void this.#leaveUnlessNeeded(), lingerMs)
  }

  async #leaveUnlessNeeded(): Promise<void> {
    if (this.#daemon || (await this.#isNeeded())) return
    await this.close()
  }
}

function unheard(method: string): Fault {
  return new Fault({ code: 'usage', message: `expected hello first, and found ${method}` })
}

function unlike(): Fault {
  const message = `this keeper speaks version ${keeperProtocol.major} of its protocol, and the daemon another one`
  return new Fault({ code: 'unsupported', message, hint: 'stop everything (skep down) and start again' })
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
