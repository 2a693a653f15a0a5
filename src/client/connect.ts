import { realpathSync } from 'node:fs'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import { launchToStay } from '../protocol/launch.ts'
import { compareVersions, daemonProtocol, type ProtocolVersion } from '../protocol/version.ts'
import type { Client } from './client.ts'
import { type DaemonPlace, endDaemon, findDaemon, findOrStartDaemon } from './find.ts'
import { openClient } from './open.ts'
import { openLasting } from './reconnect.ts'
import { openRemote, type Remote } from './remote.ts'
import { isStill, stillFault } from './still.ts'

/** How to get to a project's daemon, and how to start one. */
export type ProjectDoor = {
  readonly place: DaemonPlace
  /** The program that a daemon is started with. */
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly actor: Actor
  /** Told when a daemon of an older protocol makes room for one of this program. */
  readonly explain?: (sentence: string) => void
}

/** A client of a project's daemon, which is started where none lives. It lasts: when the daemon goes, another one is found or started. */
export async function connectProject(door: ProjectDoor, how: 'start'): Promise<Client>
/** The same where one lives; undefined where none does. */
export async function connectProject(door: ProjectDoor, how: 'start' | 'find'): Promise<Client | undefined>
export async function connectProject(door: ProjectDoor, how: 'start' | 'find'): Promise<Client | undefined> {
  const found = how === 'find' ? await find(door) : undefined
  if (how === 'find' && !found) return undefined
  let first = found
  return openClient(
    await openLasting(async signal => {
      const remote = first ?? (await reach(door, signal))
      first = undefined
      return remote
    }),
  )
}

async function find(door: ProjectDoor): Promise<Remote | undefined> {
  const socket = await findDaemon(door.place)
  if (!socket) return undefined
  return greetAt(socket, door).catch(async problem => {
    if (isOlder(problem)) return reach(door, AbortSignal.timeout(reachMs))
    if (!isGone(problem)) throw problem
    // It ended just now, perhaps for another one to come.
    const next = await findDaemon(door.place)
    return next && greetAt(next, door)
  })
}

function greetAt(socket: Socket, { place, version, actor }: ProjectDoor): Promise<Remote> {
  return openRemote(socket, { version, actor, late: () => stillFault(place) })
}

/** Whether a daemon took the connection and ended before it answered. */
function isGone(problem: unknown): boolean {
  return problem instanceof Fault && problem.code === 'unreachable' && !isStill(problem)
}

/** One that is just ending takes connections without a word; whoever comes after it is soon there. */
const helloTries = 20
const helloPauseMs = 50

async function reach(door: ProjectDoor, signal: AbortSignal): Promise<Remote> {
  for (let tried = 1; ; tried += 1) {
    const socket = await findOrStartDaemon(door.place, { start: () => startDaemon(door), signal })
    try {
      return await greetAt(socket, door)
    } catch (problem) {
      if (isOlder(problem)) await makeRoom(door, problem)
      if (!(isOlder(problem) || isGone(problem)) || tried === helloTries) throw problem
      await pause(helloPauseMs)
    }
  }
}

/** Longer than a daemon takes to end and another one to come. */
const reachMs = 30_000

/** Whether a daemon refused us because it is older than this program. */
function isOlder(problem: unknown): problem is Fault {
  if (!(problem instanceof Fault) || problem.code !== 'version') return false
  const { protocol } = { protocol: undefined, ...problem.data }
  return isVersion(protocol) && compareVersions(protocol, daemonProtocol) < 0
}

function isVersion(value: unknown): value is ProtocolVersion {
  if (typeof value !== 'object' || value === null || !('major' in value) || !('minor' in value)) return false
  return typeof value.major === 'number' && typeof value.minor === 'number'
}

async function makeRoom({ place, version, explain }: ProjectDoor, { message }: Fault): Promise<void> {
  explain?.(`${message}; it makes room for skep ${version}, and what runs goes on`)
  await endDaemon(place)
}

/** A daemon that begins may wait for a keeper that stands still, and say so; this is well beyond that, on any machine. */
const startMs = 30_000

function startDaemon({ place, argv, env }: ProjectDoor): Promise<void> {
  const { folder, name, stateHome, socket, keeperSocket, files } = place
  const order = [realpathSync(folder), name, stateHome, socket, keeperSocket]
  const started = launchToStay({
    argv: [...argv, '__daemon', ...order],
    env,
    log: files.daemonLog,
    what: 'the daemon',
    withinMs: startMs,
  })
  return started.catch(problem => {
    throw problem instanceof Fault ? problem : unstartable(problem, files.daemonLog)
  })
}

function unstartable(problem: unknown, log: string): Fault {
  const why = problem instanceof Error ? problem.message : String(problem)
  const hint = `its log may say more: ${log}`
  return new Fault({ code: 'unreachable', message: `the daemon could not be started: ${why}`, hint })
}
