import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { promisify } from 'node:util'
import type { ListeningPort } from '../core/ports.ts'
import { visitInSlices } from './slices.ts'

/** The TCP ports on which each of the processes listens, in order; who listens on none is left out. */
export async function listeningPorts(pids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const byPid = Map.groupBy(await listeningSockets(pids), ({ pid }) => pid)
  return new Map([...byPid].map(([pid, sockets]) => [pid, [...new Set(sockets.map(({ port }) => port))]]))
}

/** The same with the address of each: one port may be open on several. */
export async function listeningSockets(pids: readonly number[]): Promise<readonly ListeningPort[]> {
  const found: ListeningPort[] = []
  if (process.platform === 'linux') await visitInSlices(pids, pid => found.push(...readListeners(pid)))
  else for (const pid of pids) found.push(...(await askLsof(pid)))
  return found
}

function readListeners(pid: number): readonly ListeningPort[] {
  const sockets = readSockets(pid)
  if (sockets.size === 0) return []
  // Those of the process's own network namespace.
  const listeners = ['tcp', 'tcp6'].flatMap(name => parseListeners(readText(`/proc/${pid}/net/${name}`)))
  const own = listeners.filter(({ inode }) => sockets.has(inode))
  return inOrder(own.map(({ port, address }) => ({ port, pid, address })))
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

// macOS tells sockets only through lsof(8), one line a field: `nlocalhost:8080`, `n*:3000`, `n[::1]:5173`.
async function askLsof(pid: number): Promise<readonly ListeningPort[]> {
  const order = ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn']
  const { stdout } = await promisify(execFile)('/usr/sbin/lsof', order).catch(() => ({ stdout: '' }))
  const found = stdout.matchAll(/^n(.*):(\d+)$/gm)
  return inOrder(
    Array.from(found, ([, host = '', port]) => ({ port: Number(port), pid, address: withoutBrackets(host) })),
  )
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

function inOrder(sockets: readonly ListeningPort[]): readonly ListeningPort[] {
  return sockets.toSorted((one, other) => one.port - other.port)
}
