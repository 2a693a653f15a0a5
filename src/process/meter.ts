import type { Usage } from '../core/usage.ts'
import { msSinceStart } from './machine.ts'
import type { ProcessRow } from './stat.ts'
import type { Member } from './tree.ts'

// The kernel counts in hundredths of a second: over less time than this the share of a core is only noise.
const shortestMs = 250
// An older sample says nothing of now.
const longestMs = 10_000

type Sample = { readonly timeMs: number; readonly cpuMs: number }

/** What one run's processes use and have used, as far as they were seen. */
export class Meter {
  usage: Usage | undefined
  #base: Sample | undefined
  #rows: ReadonlyMap<number, ProcessRow> = new Map()
  /** CPU time of processes that ended and that no member of the run has reaped. */
  #lostMs = 0
  #cpuMs = 0
  #peakBytes = 0

  sample(timeMs: number, members: readonly Member[]): void {
    const rows = new Map(members.map(({ row }) => [row.pid, row]))
    this.#lostMs += this.#lostSince(rows)
    this.#rows = rows
    const all = [...rows.values()]
    const memoryBytes = sum(all, row => row.rssBytes)
    // What a process used between its last sample and its end may be missing: the sum itself never sinks.
    this.#cpuMs = Math.max(this.#cpuMs, this.#lostMs + sum(all, row => row.cpuMs))
    this.#peakBytes = Math.max(this.#peakBytes, memoryBytes)
    const cpuCores = all.length === 0 ? 0 : this.#cores(timeMs, all)
    this.usage = { cpuCores, memoryBytes, processes: all.length, cpuMs: this.#cpuMs, peakMemoryBytes: this.#peakBytes }
  }

  #lostSince(rows: ReadonlyMap<number, ProcessRow>): number {
    const gone = [...this.#rows.values()].filter(({ pid, startTicks }) => rows.get(pid)?.startTicks !== startTicks)
    return sum(
      gone.filter(row => !this.#isCounted(row, rows)),
      row => row.cpuMs,
    )
  }

  // When a member reaped it, directly or by way of others that are gone too, its time is part of that member's.
  #isCounted(gone: ProcessRow, rows: ReadonlyMap<number, ProcessRow>): boolean {
    let parent = this.#rows.get(gone.parent)
    while (parent && rows.get(parent.pid)?.startTicks !== parent.startTicks) parent = this.#rows.get(parent.parent)
    return parent !== undefined
  }

  #cores(timeMs: number, rows: readonly ProcessRow[]): number {
    const base = this.#base
    const ageMs = base ? timeMs - base.timeMs : Number.POSITIVE_INFINITY
    if (ageMs < shortestMs) return this.usage?.cpuCores ?? 0
    this.#base = { timeMs, cpuMs: this.#cpuMs }
    if (base && ageMs <= longestMs) return (this.#cpuMs - base.cpuMs) / ageMs
    const oldestTicks = Math.min(...rows.map(row => row.startTicks))
    return this.#cpuMs / Math.max(shortestMs, msSinceStart(oldestTicks))
  }
}

function sum(rows: readonly ProcessRow[], value: (row: ProcessRow) => number): number {
  return rows.reduce((total, row) => total + value(row), 0)
}
