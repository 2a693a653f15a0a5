import { readdirSync } from 'node:fs'
import { askPs } from './ps.ts'
import { visitInSlices } from './slices.ts'
import { type ProcessRow, readStat } from './stat.ts'

/** All processes of the machine, as one pass found them. */
export type ProcessTable = {
  /** When the pass began, in ms of the monotonic clock. */
  readonly timeMs: number
  readonly rows: ReadonlyMap<number, ProcessRow>
  readonly byParent: ReadonlyMap<number, readonly ProcessRow[]>
  readonly byGroup: ReadonlyMap<number, readonly ProcessRow[]>
  readonly bySession: ReadonlyMap<number, readonly ProcessRow[]>
}

/** Reads all processes once, in slices between which the loop turns. */
export async function readTable(): Promise<ProcessTable> {
  const timeMs = performance.now()
  const rows = process.platform === 'linux' ? await readProc() : await askPs(['-ax'])
  return toTable(timeMs, rows)
}

// Newest first, and once more who came while it was read: who lives for a millisecond would be missed otherwise.
async function readProc(): Promise<readonly ProcessRow[]> {
  const rows = new Map<number, ProcessRow>()
  const read = (pid: number): void => {
    const row = rows.has(pid) ? undefined : readStat(pid)
    if (row) rows.set(pid, row)
  }
  await visitInSlices(listPids(), read)
  for (const pid of listPids()) read(pid)
  return [...rows.values()]
}

function listPids(): readonly number[] {
  return readdirSync('/proc').filter(startsWithDigit).map(Number).reverse()
}

function startsWithDigit(name: string): boolean {
  return name >= '0' && name < ':'
}

function toTable(timeMs: number, all: readonly ProcessRow[]): ProcessTable {
  return {
    timeMs,
    rows: new Map(all.map(row => [row.pid, row])),
    byParent: Map.groupBy(all, row => row.parent),
    byGroup: Map.groupBy(all, row => row.group),
    bySession: Map.groupBy(
      all.filter(row => row.session !== undefined),
      row => row.session ?? 0,
    ),
  }
}
