import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether a process is the daemon that listens there: a pid alone may be a stranger's by now. */
export function isDaemon(pid: number, socket: string): boolean {
  return hasWords(pid, ['__daemon', socket])
}

/** Whether a process is the keeper that listens there. */
export function isKeeper(pid: number, socket: string): boolean {
  return hasWords(pid, ['__keeper', socket])
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
