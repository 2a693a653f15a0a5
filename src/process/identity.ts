import type { ProcessIdentity } from '../core/verdict.ts'
import { ticksSinceBoot } from './machine.ts'
import { readStat } from './stat.ts'

// When a process of macOS started is known to the second only, and may be seen on either side of its turn.
const toleranceTicks = process.platform === 'linux' ? 0 : 1

/** Whether two sightings are of the same process: pids are used again. */
export function isSame(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.pid === other.pid && Math.abs(one.startTicks - other.startTicks) <= toleranceTicks
}

/** The identity of a process that was just started. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, startTicks: startOf(pid) }
}

// When a terminal's process has ended within the same millisecond it is reaped already: then it started now.
function startOf(pid: number): number {
  if (process.platform !== 'linux') return Math.floor(Date.now() / 1000)
  return readStat(pid)?.startTicks ?? ticksSinceBoot()
}
