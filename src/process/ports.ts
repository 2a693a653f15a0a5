import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { promisify } from 'node:util'
import { type ListeningPort, toPorts } from '../core/ports.ts'
import { visitInSlices } from './slices.ts'

/** The TCP ports on which each of the processes listens, in order; who listens on none is left out. */
export async function listeningPorts(pids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const byPid = Map.groupBy(await listeningSockets(pids), ({ pid }) => pid)
  return new Map([...byPid].map(([pid, sockets]) => [pid, toPorts(sockets)]))
}

/** The same with the address of each: one port may be open on several. */
export async function listeningSockets(pids: readonly number[]): Promise<readonly ListeningPort[]> {
  if (process.platform !== 'linux') return pids.length > 0 ? askLsof(pids) : []
  const found: ListeningPort[] = []
  const listenersOf = createListenerReader()
  await visitInSlices(pids, pid => found.push(...readListeners(pid, listenersOf)))
  return found
}

/** Which of these ports are taken on this machine, at which addresses; whose they are is not looked for. */
export async function takenPorts(ports: readonly number[]): Promise<readonly Omit<ListeningPort, 'pid'>[]> {
  const all = process.platform === 'linux' ? readOwnListeners() : await askLsof()
  return all.filter(({ port }) => ports.includes(port)).map(({ port, address }) => ({ port, address }))
}

function readOwnListeners(): readonly Listener[] {
  return ['tcp', 'tcp6'].flatMap(name => parseListeners(readText(`/proc/net/${name}`)))
}

type ListenersOf = (pid: number) => readonly Listener[]

function readListeners(pid: number, listenersOf: ListenersOf): readonly ListeningPort[] {
  const sockets = readSockets(pid)
  if (sockets.size === 0) return []
  const own = listenersOf(pid).filter(({ inode }) => sockets.has(inode))
  return inOrder(own.map(({ port, address }) => ({ port, pid, address })))
}

/** The listeners of a process's own network namespace: each is read once, however many processes are in it. */
function createListenerReader(): ListenersOf {
  const known = new Map<string, readonly Listener[]>()
  return pid => {
    const namespace = readLink(`/proc/${pid}/ns/net`)
    const read = (): readonly Listener[] =>
      ['tcp', 'tcp6'].flatMap(name => parseListeners(readText(`/proc/${pid}/net/${name}`)))
    // Who may not see the namespace of a process cannot know that it is the same as another's.
    if (namespace === '') return read()
    const listeners = known.get(namespace) ?? read()
    known.set(namespace, listeners)
    return listeners
  }
}

export type Listener = { readonly port: number; readonly address: string; readonly inode: string }

const listening = '0A'

/** Reads /proc/net/tcp or tcp6: the listening sockets with their ports. */
export function parseListeners(text: string): readonly Listener[] {
  const lines = text.split('\n').slice(1)
  return lines.flatMap(line => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
    const [host = '', hex = ''] = local.split(':')
    const port = Number.parseInt(hex, 16)
    return state === listening && inode !== undefined && port >= 0 ? [{ port, address: toAddress(host), inode }] : []
  })
}

/** An address as the kernel prints it: words of four bytes, each with its lowest byte first. */
function toAddress(hex: string): string {
  const bytes = Buffer.from(hex, 'hex')
  if (bytes.length === 4) return bytes.reverse().join('.')
  if (bytes.length !== 16) return hex
  const groups = bytes.swap32().toString('hex').match(/.{4}/g) ?? []
  // The one place that shortens as people write it.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

function readSockets(pid: number): ReadonlySet<string> {
  try {
    const folder = `/proc/${pid}/fd`
    const inodes = readdirSync(folder).map(name => /^socket:\[(\d+)\]$/.exec(readLink(`${folder}/${name}`))?.[1])
    return new Set(inodes.filter(inode => inode !== undefined))
  } catch {
    // Gone, or another user's.
    return new Set()
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

// macOS tells sockets only through lsof(8), which exits with 1 when one of the processes has none, and still says the others'.
async function askLsof(pids?: readonly number[]): Promise<readonly ListeningPort[]> {
  const some = pids ? ['-a', '-p', pids.join(',')] : []
  const order = ['-nP', ...some, '-iTCP', '-sTCP:LISTEN', '-Fpn']
  const asked = promisify(execFile)('/usr/sbin/lsof', order)
  const { stdout } = await asked.catch((problem: { readonly stdout?: string }) => ({ stdout: problem.stdout ?? '' }))
  return parseLsof(stdout)
}

/** Reads what lsof says of listeners, a line a field: `p4711`, then `nlocalhost:8080`, `n*:3000` or `n[::1]:5173`. */
export function parseLsof(text: string): readonly ListeningPort[] {
  const found: ListeningPort[] = []
  let pid = 0
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    const [, host = '', port] = /^n(.*):(\d+)$/.exec(line) ?? []
    if (port !== undefined) found.push({ port: Number(port), pid, address: withoutBrackets(host) })
  }
  return inOrder(found)
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

function inOrder(sockets: readonly ListeningPort[]): readonly ListeningPort[] {
  return sockets.toSorted((one, other) => one.port - other.port)
}
