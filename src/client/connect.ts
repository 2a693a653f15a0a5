import { realpathSync } from 'node:fs'
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
  return socket && openRemote(socket, door)
}

async function reach(door: ProjectDoor, signal: AbortSignal): Promise<Remote> {
  const socket = await findOrStartDaemon(door.place, { start: () => startDaemon(door), signal })
  return openRemote(socket, door)
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
