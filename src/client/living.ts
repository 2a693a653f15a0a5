import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Whether a process is the daemon that listens there: a pid alone may be a stranger's by now. */
export function isDaemon(pid: number, socket: string): boolean {
  return hasWords(pid, ['__daemon', socket])
}

/** Whether a process is the keeper that listens there. */
export function isKeeper(pid: number, socket: string): boolean {
  return hasWords(pid, ['__keeper', socket])
}

/** The daemon that was told to listen there: its words say what it serves. */
export type Listener = { readonly pid: number; readonly folder: string; readonly project: string }

/** The process that listens there, without asking it; undefined where the system does not tell. */
export function findListener(socket: string): Listener | undefined {
  if (process.platform !== 'linux') return undefined
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const pid = pids.map(Number).find(one => isDaemon(one, socket))
  if (pid === undefined) return undefined
  const words = readWords(pid)
  const [folder = '', project = ''] = words.slice(words.indexOf('__daemon') + 1)
  return { pid, folder, project }
}

function hasWords(pid: number, wanted: readonly string[]): boolean {
  const words = process.platform === 'linux' ? readWords(pid) : askWords(pid)
  return wanted.every(word => words.includes(word))
}

function readWords(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function askWords(pid: number): readonly string[] {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(' ')
  } catch {
    return []
  }
}
