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

async function readProc(): Promise<readonly ProcessRow[]> {
  const rows: ProcessRow[] = []
  await visitInSlices(readdirSync('/proc'), name => {
    const row = startsWithDigit(name) ? readStat(Number(name)) : undefined
    if (row) rows.push(row)
  })
  return rows
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
