import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** How much memory a process has in use, in MiB. */
export function residentMib(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}

/** What the descriptors of a process are, by their kind, each with how many there are. */
export function descriptorsOf(pid: number): Readonly<Record<string, number>> {
  const kinds = readdirSync(`/proc/${pid}/fd`).map(name => kindOf(`/proc/${pid}/fd/${name}`))
  return Object.fromEntries(
    [...new Set(kinds)].sort().map(kind => [kind, kinds.filter(other => other === kind).length]),
  )
}

/** How many sockets a process has open. */
export function openSockets(pid: number): number {
  return descriptorsOf(pid)['socket'] ?? 0
}

// A pipe of a run is a file that is gone: which one makes no difference.
function kindOf(path: string): string {
  try {
    const target = readlinkSync(path)
    if (target.includes('skep-pipes-')) return 'run pipe'
    return /^(socket|pipe|anon_inode):/.exec(target)?.[1] ?? target
  } catch {
    return 'closed meanwhile'
  }
}
