import { Fault } from './fault.ts'
import type { RunId } from './id.ts'

/** Environment variables by name, as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>

/** The folder of all state: `SKEP_HOME`, else `skep` in the user's XDG state folder (by default `~/.local/state`). */
export function stateHome(env: Variables, home: string): string {
  const own = absoluteOf(env, 'SKEP_HOME')
  if (own) return own
  const state = env['XDG_STATE_HOME']
  // XDG: what is not absolute is to be ignored.
  return `${state?.startsWith('/') ? withoutSlash(state) : `${withoutSlash(home)}/.local/state`}/skep`
}

/** A project's folder; `hash` is the first 12 hex digits of the SHA-256 of the project's real path. */
export function projectFolder(stateHome: string, realPath: string, hash: string): string {
  return `${stateHome}/projects/${nameOf(realPath)}-${hash}`
}

/** What lies in a project's folder. */
export type ProjectFiles = {
  readonly store: string
  readonly lock: string
  /** Who serves the project: processes, socket, versions. */
  readonly daemon: string
  readonly daemonLog: string
  readonly keeper: string
  readonly keeperLog: string
  readonly runs: string
}

/** The files of a project's folder. */
export function projectFiles(folder: string): ProjectFiles {
  return {
    store: `${folder}/store.db`,
    lock: `${folder}/lock.db`,
    daemon: `${folder}/daemon.json`,
    daemonLog: `${folder}/daemon.log`,
    keeper: `${folder}/keeper.json`,
    keeperLog: `${folder}/keeper.log`,
    runs: `${folder}/runs`,
  }
}

/** The folder of a run's output. Ids may come from outside: nothing in one leads out of the folder of runs. */
export function runFolder(runs: string, run: RunId): string {
  return `${runs}/${encodeName(run)}`
}

/**
 * The folder of sockets, one per user: `SKEP_RUNTIME_DIR`, else in `/tmp`, which outlives the last log-out and is short
 * enough for the path of a socket.
 */
export function socketFolder(uid: number, env: Variables): string {
  return absoluteOf(env, 'SKEP_RUNTIME_DIR') ?? `/tmp/skep-${uid}`
}

/** A project's sockets; `hash` as in its folder. */
export function socketPaths(folder: string, hash: string): { readonly daemon: string; readonly keeper: string } {
  return { daemon: `${folder}/s-${hash}`, keeper: `${folder}/k-${hash}` }
}

/** Who listens on a socket of that name in the folder of sockets; undefined when it is none of ours. */
export function ownerOfSocket(name: string): 'daemon' | 'keeper' | undefined {
  if (!/^[sk]-[0-9a-f]{12}$/.test(name)) return undefined
  return name.startsWith('s') ? 'daemon' : 'keeper'
}

function absoluteOf(env: Variables, name: string): string | undefined {
  const path = env[name]
  if (!path) return undefined
  if (path.startsWith('/')) return withoutSlash(path)
  const message = `${name} must be an absolute path, and is ${JSON.stringify(path)}`
  throw new Fault({ code: 'usage', message, hint: `set ${name} to a path that begins with /` })
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '')
}

const longestName = 40

function nameOf(realPath: string): string {
  const base = withoutSlash(realPath).split('/').at(-1) ?? ''
  const plain = base.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, longestName)
  return plain.replace(/^[.-]+|[.-]+$/g, '') || 'project'
}

// Capitals too are encoded, since some file systems do not tell them from small letters.
function encodeName(text: string): string {
  return [...text.toWellFormed()].map(char => (/[a-z0-9_-]/.test(char) ? char : encodeChar(char))).join('')
}

function encodeChar(char: string): string {
  const encoded = encodeURIComponent(char)
  return (encoded === char ? `%${char.charCodeAt(0).toString(16)}` : encoded).toLowerCase()
}
