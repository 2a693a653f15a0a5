import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'

/** What the numbers in /proc are counted in. */
export type Units = { readonly pageBytes: number; readonly ticksPerSecond: number }

let units: Units | undefined

/** Reads them once from what the kernel told this program at its start. */
export function systemUnits(): Units {
  units ??= readUnits()
  return units
}

// elf.h: pairs of words, of which these name the page size and the clock's rate.
const pageSizeTag = 6
const clockRateTag = 17
const wordBytes = 8

// What nearly every machine has, and Linux shows to programs since ever.
const usual: Units = { pageBytes: 4096, ticksPerSecond: 100 }

function readUnits(): Units {
  const values = new Map<number, number>()
  const vector = readVector()
  for (let at = 0; at + 2 * wordBytes <= vector.length; at += 2 * wordBytes) {
    values.set(readWord(vector, at), readWord(vector, at + wordBytes))
  }
  return {
    pageBytes: values.get(pageSizeTag) ?? usual.pageBytes,
    ticksPerSecond: values.get(clockRateTag) ?? usual.ticksPerSecond,
  }
}

function readVector(): Buffer {
  try {
    return readFileSync('/proc/self/auxv')
  } catch {
    // A program that changed its user may not look at itself.
    return Buffer.alloc(0)
  }
}

function readWord(bytes: Buffer, at: number): number {
  return Number(endianness() === 'LE' ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
}

/** Now, in the unit that starts of processes are counted in. */
export function ticksSinceBoot(): number {
  const [seconds] = readFileSync('/proc/uptime', 'utf8').split(' ')
  return Math.floor(Number(seconds) * systemUnits().ticksPerSecond)
}

/** How long ago a process started. */
export function msSinceStart(startTicks: number): number {
  if (process.platform !== 'linux') return Date.now() - startTicks * 1000
  return ((ticksSinceBoot() - startTicks) * 1000) / systemUnits().ticksPerSecond
}
