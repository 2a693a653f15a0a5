import { realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import { launchToStay } from '../protocol/launch.ts'
import type { Client } from './client.ts'
import { type DaemonPlace, findDaemon, findOrStartDaemon } from './find.ts'
import { openClient } from './open.ts'
import { openLasting } from './reconnect.ts'
import { openRemote, type Remote } from './remote.ts'

/** How to get to a project's daemon, and how to start one. */
export type ProjectDoor = {
  readonly place: DaemonPlace
  /** The program that a daemon is started with. */
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly actor: Actor
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
  return openRemote(socket, door).catch(async problem => {
    if (!(problem instanceof Fault) || problem.code !== 'unreachable') throw problem
    // It ended just now, perhaps for another one to come.
    const next = await findDaemon(door.place)
    return next && openRemote(next, door)
  })
}

/** One that is just ending takes connections without a word; whoever comes after it is soon there. */
const helloTries = 20
const helloPauseMs = 50

async function reach(door: ProjectDoor, signal: AbortSignal): Promise<Remote> {
  for (let tried = 1; ; tried += 1) {
    const socket = await findOrStartDaemon(door.place, { start: () => startDaemon(door), signal })
    try {
      return await openRemote(socket, door)
    } catch (problem) {
      const isGone = problem instanceof Fault && problem.code === 'unreachable'
      if (!isGone || tried === helloTries) throw problem
      await pause(helloPauseMs)
    }
  }
}

function startDaemon({ place, argv, env }: ProjectDoor): Promise<void> {
  const { folder, name, stateHome, socket, keeperSocket, files } = place
  const order = [realpathSync(folder), name, stateHome, socket, keeperSocket]
  const started = launchToStay({
    argv: [...argv, '__daemon', ...order],
    env,
    log: files.daemonLog,
    what: 'the daemon',
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
