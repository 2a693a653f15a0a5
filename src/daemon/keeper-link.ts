import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { Keeper, KeeperFact } from '../core/keeper.ts'
import { greet, greetingMs } from '../protocol/greet.ts'
import { type CallKeeper, fromCalls, type KeeperTold } from '../protocol/keeper.ts'
import { requireOwnFolder } from '../protocol/socket-folder.ts'
import { tellAll } from '../protocol/tell.ts'
import { keeperProtocol } from '../protocol/version.ts'
import { openWire, type Wire } from '../protocol/wire.ts'
import { type KeeperNote, readKeeperNote } from './keeper-note.ts'

export type KeeperLinkOrder = {
  /** Where the keeper wrote down who it is. */
  readonly note: string
  /** Starts a keeper; resolves when it can be connected to. */
  readonly start: () => Promise<void>
}

/** A keeper in a process of its own, whichever one that is at the moment. */
export type KeeperLink = Keeper & {
  readonly call: CallKeeper
  readonly about: {
    readonly pid: number
    readonly startedAtMs: number
    readonly version: string
    readonly socket: string
  }
  /** Told each time when there is another keeper than before: what the last one had is gone with it. */
  onReplaced(listener: () => void): () => void
  /** Lets go of the keeper, which goes on while something runs. */
  leave(): Promise<void>
}

/** The answers of a keeper are bounded by what it has. */
const mostFrameBytes = 64 * 1024 * 1024

/** Connects to the keeper of a project, which is started where none lives, and again whenever it ends. */
export async function openKeeperLink(order: KeeperLinkOrder): Promise<KeeperLink> {
  const listeners = new Set<(fact: KeeperFact) => void>()
  const replaced = new Set<() => void>()
  let isOver = false
  let wire: Wire | undefined

  function take(method: string, params: unknown): void {
    // A keeper is trusted after it said which protocol it speaks.
    if (method === 'fact') tellAll(listeners, (params as KeeperTold).fact)
  }

  async function begin(): Promise<void> {
    const opened = await reach(order, take)
    wire = opened
    void opened.closed.then(() => {
      if (wire === opened) wire = undefined
      if (!isOver) void replace()
    })
  }

  async function replace(): Promise<void> {
    for (let waitMs = firstRetryMs; !isOver; waitMs = Math.min(longestRetryMs, waitMs * 2)) {
      try {
        await begin()
        return tellAll(replaced, undefined)
      } catch {
        await pause(waitMs)
      }
    }
  }

  const call: CallKeeper = async (name, params) => {
    if (!wire) throw goneFault()
    try {
      // The table pairs each call with its result, which the compiler does not follow through the wire.
      return (await wire.ask(name, params)) as never
    } catch (problem) {
      // One that is ending is as good as gone: somebody has ended it, not us.
      throw problem instanceof Fault && problem.code === 'runtime-stopped' ? goneFault() : problem
    }
  }

  await begin()
  return {
    ...fromCalls(call, listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }),
    call,
    get about() {
      const note = readKeeperNote(order.note)
      if (!note) throw goneFault()
      const { pid, startedAtMs, version, socket } = note
      return { pid, startedAtMs, version, socket }
    },
    onReplaced(listener) {
      replaced.add(listener)
      return () => replaced.delete(listener)
    },
    async close() {
      isOver = true
      await call('close', {}).catch(() => undefined)
      await wire?.closed
    },
    async leave() {
      isOver = true
      await call('leave', {}).catch(() => undefined)
      wire?.close()
    },
  }
}

function goneFault(): Fault {
  return new Fault({ code: 'unreachable', message: 'the keeper has gone, another one is being started' })
}

/** A system that cannot start a process now may soon; there is no use in asking it more often. */
const firstRetryMs = 100
const longestRetryMs = 5_000

type Take = (method: string, params: unknown) => void

async function reach({ note, start }: KeeperLinkOrder, take: Take): Promise<Wire> {
  const living = readKeeperNote(note)
  const wire = living && (await greetLiving(living, { note, take }))
  if (wire) return wire
  await start()
  const started = readKeeperNote(note)
  if (!started) throw new Fault({ code: 'unreachable', message: 'the keeper ended right after its start' })
  return open(await connectTo(started), { take, pid: started.pid })
}

/** The keeper that lives; undefined when it was about to end. */
async function greetLiving(
  living: KeeperNote,
  { note, take }: { readonly note: string; readonly take: Take },
): Promise<Wire | undefined> {
  try {
    return await open(await connectTo(living), { take, pid: living.pid })
  } catch (problem) {
    if (await isGoneSoon(note, living.pid)) return undefined
    throw problem
  }
}

/** One that has closed its socket has this long to end, which it does at once. */
const goneTries = 25
const gonePauseMs = 40

async function isGoneSoon(note: string, pid: number): Promise<boolean> {
  for (let tried = 0; tried < goneTries; tried += 1) {
    if (readKeeperNote(note)?.pid !== pid) return true
    await pause(gonePauseMs)
  }
  return false
}

async function open(socket: Socket, { take, pid }: { readonly take: Take; readonly pid: number }): Promise<Wire> {
  const refuse = async (method: string): Promise<never> => {
    throw new Fault({ code: 'unsupported', message: `a daemon does not answer ${method}` })
  }
  const wire = openWire(socket, { handle: refuse, notified: take, failed: () => undefined }, mostFrameBytes)
  // A keeper of another protocol refuses.
  await greet(wire, { protocol: keeperProtocol }, () => stillFault(pid))
  return wire
}

function stillFault(pid: number): Fault {
  const message = `the keeper (process ${pid}) stands still: it did not answer within ${greetingMs / 1_000} s`
  const hint = `wake it with \`kill -CONT ${pid}\`; \`kill -9 ${pid}\` ends it, and what it runs is lost`
  return new Fault({ code: 'unreachable', message, hint, data: { standsStill: true, pid } })
}

/** A keeper makes its socket again in a moment, once it is told that it is gone. */
const connectTries = 50
const connectPauseMs = 40

async function connectTo({ pid, socket }: { readonly pid: number; readonly socket: string }): Promise<Socket> {
  for (let tried = 1; ; tried += 1) {
    try {
      requireOwnFolder(socket)
      return await connected(socket)
    } catch (problem) {
      if (tried === connectTries) throw unreachable(pid, socket, problem)
      // Its socket was removed, its folder perhaps too: it listens anew when it is told to.
      if (tried === 1) process.kill(pid, 'SIGUSR1')
      await pause(connectPauseMs)
    }
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

function unreachable(pid: number, socket: string, problem: unknown): Fault {
  if (problem instanceof Fault) return problem
  const message = `the keeper (process ${pid}) does not answer at ${socket}`
  const hint = `what it runs goes on; end it with \`kill ${pid}\`, which ends that too, and try again`
  return new Fault({ code: 'unreachable', message, hint })
}
