import { lstatSync, readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { Fault } from '../core/fault.ts'
import { ownerOfSocket } from '../core/paths.ts'
import { requireOwnFolder } from '../protocol/socket-folder.ts'
import type { DaemonStatus } from '../protocol/verbs/status.ts'
import { findListener, type Listener } from './living.ts'
import { openRemote } from './remote.ts'

/** A daemon that lives: what it says of itself, or why it does not and which process it is. */
export type LivingProject =
  | { readonly kind: 'answered'; readonly socket: string; readonly status: DaemonStatus }
  | {
      readonly kind: 'silent'
      readonly socket: string
      readonly problem: string
      readonly listener: Listener | undefined
    }

/** A daemon answers in milliseconds; somebody who only wants a list waits no longer than this for one, in ms. */
const answerMs = 1_000

/** So many are asked at once: each costs a descriptor. */
const atOnce = 64

/** Asks every daemon whose socket lies in a folder who it is. Starts none; those that have ended are left out. */
export async function listProjects(folder: string, version: string): Promise<readonly LivingProject[]> {
  const sockets = socketsIn(folder)
  const found: Array<LivingProject | undefined> = []
  for (let at = 0; at < sockets.length; at += atOnce) {
    const some = sockets.slice(at, at + atOnce)
    found.push(...(await Promise.all(some.map(socket => askOne(socket, version)))))
  }
  return found.filter(one => one !== undefined)
}

function socketsIn(folder: string): readonly string[] {
  requireOwnFolder(join(folder, 'any'))
  if (!lstatSync(folder, { throwIfNoEntry: false })) return []
  const names = readdirSync(folder).filter(name => ownerOfSocket(name) === 'daemon')
  return names.map(name => join(folder, name))
}

async function askOne(path: string, version: string): Promise<LivingProject | undefined> {
  const socket = connect(path)
  const late = silence()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    socket.destroy(late)
  }, answerMs)
  try {
    await connected(socket)
    const status = await statusOf(socket, version)
    return { kind: 'answered', socket: path, status }
  } catch (problem) {
    return isGone(problem) && !isLate ? undefined : toSilent(path, isLate ? late : problem)
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('error', reject)
  })
}

async function statusOf(socket: Socket, version: string): Promise<DaemonStatus> {
  const remote = await openRemote(socket, { version, actor: 'user', late: silence })
  return remote.ask('status', {})
}

/** Nobody listens there any more, or it ended while it was asked. */
function isGone(problem: unknown): boolean {
  if (problem instanceof Fault) return problem.code === 'unreachable'
  const { code } = { code: undefined, ...(problem instanceof Error ? problem : {}) }
  return code === 'ECONNREFUSED' || code === 'ENOENT'
}

function silence(): Fault {
  return new Fault({ code: 'unreachable', message: `did not answer within ${answerMs / 1_000} s` })
}

function toSilent(socket: string, problem: unknown): LivingProject {
  const why = problem instanceof Error ? problem.message : String(problem)
  return { kind: 'silent', socket, problem: why, listener: findListener(socket) }
}
