import { closeSync, openSync, readSync } from 'node:fs'
import { systemUnits, type Units } from './machine.ts'

/** One process as the system lists it. */
export type ProcessRow = {
  readonly pid: number
  readonly parent: number
  readonly group: number
  /** Undefined where the system does not tell. */
  readonly session: number | undefined
  /** When it started; with the pid it is the process's identity. Ticks since boot; on macOS seconds since 1970. */
  readonly startTicks: number
  /** R running, S sleeping, D stuck in the kernel, T stopped, Z ended and not yet reaped. */
  readonly state: string
  /** CPU time so far of the process and of those of its children that it has reaped. */
  readonly cpuMs: number
  readonly rssBytes: number
  /** The name of its program, at most 15 characters on Linux. */
  readonly command: string
  /** Its controlling terminal, such as `pts/3`. */
  readonly tty: string | undefined
}

/** Whether a process of the list has ended and is only not reaped yet. */
export function isEnded({ state }: ProcessRow): boolean {
  return state === 'Z' || state === 'X'
}

// A line has 52 numbers and a name of at most 64 bytes.
const scratch = Buffer.allocUnsafeSlow(4096)

/** Reads one process from /proc; undefined when there is none. */
export function readStat(pid: number): ProcessRow | undefined {
  // Opened by hand: readFile asks for the size first and grows a buffer, which costs twice as much.
  try {
    const fd = openSync(`/proc/${pid}/stat`, 'r')
    try {
      return parseStat(scratch.toString('utf8', 0, readSync(fd, scratch)), systemUnits())
    } finally {
      closeSync(fd)
    }
  } catch {
    return undefined
  }
}

/** Reads the line of /proc/PID/stat, see proc_pid_stat(5). A name may contain anything, brackets and newlines too. */
export function parseStat(line: string, { pageBytes, ticksPerSecond }: Units): ProcessRow | undefined {
  const open = line.indexOf('(')
  const close = line.lastIndexOf(')')
  const fields = line.slice(close + 2).split(' ', 22)
  // Numbered as in the manual, where the state is the third.
  const field = (number: number) => Number(fields[number - 3])
  const pid = Number(line.slice(0, Math.max(0, open)))
  if (open < 1 || close < open || !Number.isSafeInteger(pid) || !Number.isSafeInteger(field(22))) return undefined
  const cpuTicks = field(14) + field(15) + field(16) + field(17)
  return {
    pid,
    parent: field(4),
    group: field(5),
    session: field(6),
    startTicks: field(22),
    state: toState(fields[0] ?? '', field(20)),
    cpuMs: (cpuTicks * 1000) / ticksPerSecond,
    rssBytes: field(24) * pageBytes,
    command: line.slice(open + 1, close),
    tty: toTty(field(7)),
  }
}

// When the first thread has ended and others live on, the process is shown as a zombie and is none.
function toState(state: string, threads: number): string {
  return state === 'Z' && threads > 1 ? 'S' : state
}

// makedev(3): the major number is in bits 8 to 19, the minor one around it. 136 to 143 are pseudo-terminals.
function toTty(device: number): string | undefined {
  if (!(device > 0)) return undefined
  const major = (device >> 8) & 0xfff
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00)
  return major >= 136 && major <= 143 ? `pts/${(major - 136) * 256 + minor}` : `${major}:${minor}`
}
