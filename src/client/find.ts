import { readFileSync, realpathSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import { type ProjectFiles, projectFiles, socketFolder, socketPaths, stateHome, type Variables } from '../core/paths.ts'
import { greetingMs } from '../protocol/greet.ts'
import { locateProject } from '../protocol/locate.ts'
import { requireOwnFolder } from '../protocol/socket-folder.ts'
import { findListener, isDaemon, isKeeper } from './living.ts'
import { holdStartLock } from './start-lock.ts'

/** Where a project's daemon is to be found, or to be started. */
export type DaemonPlace = {
  readonly folder: string
  readonly name: string
  readonly stateHome: string
  readonly home: string
  readonly files: ProjectFiles
  readonly socket: string
  readonly keeperSocket: string
}

export type PlaceOrder = {
  readonly folder: string
  readonly name: string
  readonly env: Variables
  /** The user's home folder. */
  readonly userHome: string
}

/** The place of a project's daemon, by its folder and the environment of whoever looks. */
export function placeOf({ folder, name, env, userHome }: PlaceOrder): DaemonPlace {
  const state = stateHome(env, userHome)
  const { home, hash } = locateProject(realpathSync(folder), state)
  const sockets = socketPaths(socketFolder(process.getuid?.() ?? 0, env), hash)
  const found = { folder, name, stateHome: state, home, files: projectFiles(home) }
  return { ...found, socket: sockets.daemon, keeperSocket: sockets.keeper }
}

/** Connects to the daemon of a project when one lives; undefined otherwise. */
export async function findDaemon(place: DaemonPlace): Promise<Socket | undefined> {
  const note = readNote(place.files.daemon)
  const socket = note?.socket ?? place.socket
  const found = await tryConnect(socket)
  if (found || !note || !isDaemon(note.daemon.pid, socket)) return found
  return wake(note)
}

export type StartOrder = {
  readonly start: () => Promise<void>
  /** Ends the looking for somebody who does not need it any more. */
  readonly signal: AbortSignal
}

/** Connects to the daemon of a project, which is started when none lives: by one of all who look for it. */
export async function findOrStartDaemon(place: DaemonPlace, order: StartOrder): Promise<Socket> {
  let refusedAtMs: number | undefined
  for (let tried = 1; ; tried += 1) {
    const found = await findDaemon(place)
    if (found) return found
    const refused = await startOnce(place, order)
    const started = await findDaemon(place)
    if (started) return started
    if (refused) refusedAtMs ??= performance.now()
    const isSilent = refused && performance.now() - (refusedAtMs ?? 0) > greetingMs
    if (isSilent || tried === startTries) throw refused ? silentFault(refused) : notThere(place)
    await pause(startPauseMs, undefined, { signal: order.signal })
  }
}

/** One that was just started may be ended at once by somebody else (skep down), and then another one is needed. */
const startTries = 20
const startPauseMs = 50

/** Resolves with what a daemon was refused with because another process has the project. */
async function startOnce(place: DaemonPlace, { start, signal }: StartOrder): Promise<Fault | undefined> {
  await using held = await holdStartLock(place, signal)
  // Who had to wait for the lock finds what its holder has started.
  if (held.hasWaited && (await isThere(place))) return undefined
  try {
    await start()
    return undefined
  } catch (problem) {
    // Another one has the project, and can be connected to in a moment.
    if (!(problem instanceof Fault) || problem.code !== 'store-in-use') throw problem
    return problem
  }
}

/** Who has the project and is no daemon is named already; a daemon that is not there after all these tries stands still. */
function silentFault(inUse: Fault): Fault {
  const { pid, command } = { pid: 0, command: '', ...(inUse.data?.['holder'] ?? {}) }
  if (!command.includes(' __daemon ')) return inUse
  const message = `the daemon (process ${pid}) has the project and cannot be reached`
  return new Fault({ code: 'unreachable', message, hint: stillHint(pid), data: { standsStill: true, pid } })
}

/** What to do about a daemon that stands still. */
export function stillHint(pid: number | 'PID'): string {
  return `wake it with \`kill -CONT ${pid}\`, or end it with \`kill -9 ${pid}\`: what runs goes on, and the next command starts another`
}

async function isThere(place: DaemonPlace): Promise<boolean> {
  const socket = await findDaemon(place)
  socket?.destroy()
  return socket !== undefined
}

/** The process that serves the project, as far as that can be told. */
export function findDaemonPid({ files, socket }: Pick<DaemonPlace, 'files' | 'socket'>): number | undefined {
  const note = readNote(files.daemon)
  if (note && isDaemon(note.daemon.pid, note.socket)) return note.daemon.pid
  // On a full disk it could not write down who it is.
  return findListener(note?.socket ?? socket)?.pid
}

/** Whether a keeper lives, which may run things also when no daemon does. */
export function hasKeeper({ files }: Pick<DaemonPlace, 'files'>): boolean {
  const note = readWritten<KeeperNote>(files.keeper)
  return note !== undefined && isKeeper(note.pid, note.socket)
}

type Note = { readonly socket: string; readonly daemon: { readonly pid: number } }
type KeeperNote = { readonly socket: string; readonly pid: number }

function readNote(file: string): Note | undefined {
  return readWritten<Note>(file)
}

function readWritten<Written>(file: string): Written | undefined {
  try {
    // Written whole by our own daemon or keeper into a folder that only its user can enter.
    return JSON.parse(readFileSync(file, 'utf8')) as Written
  } catch {
    return undefined
  }
}

/** A daemon writes what waits before it is gone; so long that may take. */
const endTries = 200
const endPauseMs = 25

/** Ends the daemon of a project, whatever it speaks; what runs goes on in its keeper. Resolves when it is gone. */
export async function endDaemon({ files }: Pick<DaemonPlace, 'files'>): Promise<void> {
  const note = readNote(files.daemon)
  if (!note) return
  const { socket, daemon } = note
  for (let tried = 0; tried < endTries && isDaemon(daemon.pid, socket); tried += 1) {
    if (tried === 0) process.kill(daemon.pid, 'SIGTERM')
    await pause(endPauseMs)
  }
}

/** A daemon whose socket was removed makes it again when it is told; so long it may take. */
const wakeTries = 25
const wakePauseMs = 40

async function wake({ socket, daemon }: Note): Promise<Socket | undefined> {
  for (let tried = 0; tried < wakeTries && isDaemon(daemon.pid, socket); tried += 1) {
    if (tried === 0) tell(daemon.pid)
    await pause(wakePauseMs)
    const found = await tryConnect(socket)
    if (found) return found
  }
  return undefined
}

function tell(pid: number): void {
  try {
    process.kill(pid, 'SIGUSR1')
  } catch {
    // It ended just now.
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  requireOwnFolder(path)
  return new Promise(resolve => {
    const socket = connect(path)
    socket.once('error', () => resolve(undefined))
    socket.once('connect', () => resolve(socket))
  })
}

function notThere({ files }: DaemonPlace): Fault {
  const message = 'the daemon was started and cannot be reached'
  return new Fault({ code: 'unreachable', message, hint: `its log may say why: ${files.daemonLog}` })
}
