import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { type Clocks, tickMs } from '../core/uptime.ts'

/** The present: what the wall clock shows, and what it would have shown when this machine was started. */
export function readClocks(): Clocks {
  const nowMs = Date.now()
  if (process.platform !== 'linux') return { nowMs, bootedAtMs: undefined }
  behindMs ??= measureBehind()
  return { nowMs, bootedAtMs: nowMs - 1_000 * uptime() - behindMs }
}

let behindMs: number | undefined

/** More than this is no measuring error, in ms. */
const mostErrorMs = 1_000

/**
 * By how much the uptime falls short of the clock by which processes start. In some containers it is counted from the
 * container's start, and the start of a process from the machine's: this process knows both of itself.
 */
function measureBehind(): number {
  const startTicks = readStartTicks()
  if (startTicks === undefined) return 0
  const shortMs = startTicks * tickMs + 1_000 * (process.uptime() - uptime())
  return Math.abs(shortMs) > mostErrorMs ? shortMs : 0
}

/** In the line about this process, the twentieth after its name, which may hold anything. */
function readStartTicks(): number | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
    return Number.isFinite(ticks) ? ticks : undefined
  } catch {
    return undefined
  }
}
