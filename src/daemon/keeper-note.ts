import { readFileSync } from 'node:fs'
import { isEnded, readStat } from '../process/stat.ts'

/** What a keeper wrote down of itself. */
export type KeeperNote = {
  readonly pid: number
  readonly startTicks: number | undefined
  readonly startedAtMs: number
  readonly socket: string
  readonly version: string
}

/** Who keeps the project's runs, when that process still lives. */
export function readKeeperNote(file: string): KeeperNote | undefined {
  try {
    // Written whole by our own keeper into a folder that only its user can enter.
    const note = JSON.parse(readFileSync(file, 'utf8')) as KeeperNote
    return isAlive(note) ? note : undefined
  } catch {
    return undefined
  }
}

/** A pid alone may be somebody else's by now; where the start of a process is not told it has to do. */
function isAlive({ pid, startTicks }: KeeperNote): boolean {
  if (process.platform !== 'linux') return canSignal(pid)
  const stat = readStat(pid)
  return stat !== undefined && !isEnded(stat) && (startTicks === undefined || stat.startTicks === startTicks)
}

function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
