import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { promisify } from 'node:util'
import { visitInSlices } from './slices.ts'

/** The TCP ports on which each of the processes listens, in order; who listens on none is left out. */
export async function listeningPorts(pids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const found = new Map<number, readonly number[]>()
  if (process.platform === 'linux') await visitInSlices(pids, pid => found.set(pid, readPorts(pid)))
  else for (const pid of pids) found.set(pid, await askLsof(pid))
  return new Map([...found].filter(([, ports]) => ports.length > 0))
}

function readPorts(pid: number): readonly number[] {
  const sockets = readSockets(pid)
  if (sockets.size === 0) return []
  // Those of the process's own network namespace.
  const listeners = ['tcp', 'tcp6'].flatMap(name => parseListeners(readText(`/proc/${pid}/net/${name}`)))
  return inOrder(listeners.filter(({ inode }) => sockets.has(inode)).map(({ port }) => port))
}

export type Listener = { readonly port: number; readonly inode: string }

const listening = '0A'

/** Reads /proc/net/tcp or tcp6: the listening sockets with their ports. */
export function parseListeners(text: string): readonly Listener[] {
  const lines = text.split('\n').slice(1)
  return lines.flatMap(line => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
    const port = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)
    return state === listening && inode !== undefined && port >= 0 ? [{ port, inode }] : []
  })
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
async function askLsof(pid: number): Promise<readonly number[]> {
  const order = ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn']
  const { stdout } = await promisify(execFile)('/usr/sbin/lsof', order).catch(() => ({ stdout: '' }))
  return inOrder(Array.from(stdout.matchAll(/^n.*:(\d+)$/gm), ([, port]) => Number(port)))
}

function inOrder(ports: readonly number[]): readonly number[] {
  return [...new Set(ports)].sort((one, other) => one - other)
}
