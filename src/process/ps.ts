import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ProcessRow } from './stat.ts'

const columns = ['pid', 'ppid', 'pgid', 'state', 'time', 'rss', 'lstart', 'tty', 'ucomm']

// 100 bytes a process; thousands of them fit.
const mostBytes = 4 * 1024 * 1024

/** Asks ps(1), on macOS, which has no /proc. It fails when there is none of the processes asked for: then none is told. */
export async function askPs(which: readonly string[]): Promise<ProcessRow[]> {
  const env = { PATH: '/bin:/usr/bin', LC_ALL: 'C' }
  const order = [...which, '-o', columns.map(column => `${column}=`).join(',')]
  const { stdout } = await promisify(execFile)('ps', order, { env, maxBuffer: mostBytes }).catch(() => ({ stdout: '' }))
  return parsePs(stdout)
}

// `lstart` is five words: Thu Nov 21 06:56:00 2025.
const linePattern =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\d+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(\S+)\s+(.*?)\s*$/

/** Reads what ps(1) prints; lines that it prints otherwise are left out. */
export function parsePs(text: string): ProcessRow[] {
  return text.split('\n').flatMap(line => {
    const found = linePattern.exec(line)
    return found ? [toRow(found.slice(1))] : []
  })
}

function toRow(fields: readonly string[]): ProcessRow {
  const [pid, parent, group, state = '', time = '', rss, started = '', tty = '', command = ''] = fields
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    session: undefined,
    startTicks: Math.floor(Date.parse(started) / 1000),
    state: toState(state),
    cpuMs: toMs(time),
    rssBytes: Number(rss) * 1024,
    command,
    tty: tty.startsWith('?') ? undefined : tty,
  }
}

// BSD says U for what Linux says D, and I for who has slept for long.
function toState(state: string): string {
  const letter = state.charAt(0)
  return letter === 'U' ? 'D' : letter === 'I' ? 'S' : letter
}

/** `1-02:03:04`, `02:03:04` or `3:04.56`. */
function toMs(time: string): number {
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time]
  const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return Math.round((Number(days) * 86_400 + seconds) * 1000)
}
