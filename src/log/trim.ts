import { stat } from 'node:fs/promises'
import { recoverLog } from './recover.ts'
import { indexPath, logPath, readSegments, removeSegment, unlessMissing } from './segment.ts'
import { closeSegment, createSegment } from './segment-writer.ts'

/** What the runs of one project keep together unless told otherwise. */
export const projectCapBytes: number = 2 * 1024 * 1024 * 1024

/** A run's log that may be made smaller; `isLive`: somebody may still append to it. */
export type TrimmableLog = { readonly folder: string; readonly isLive: boolean }

/** How much was freed, and how much the logs take now. */
export type Trimmed = { readonly freedBytes: number; readonly keptBytes: number }

/**
 * Makes the logs of a project fit a cap, the segments written longest ago first. Never touches the last segment of a
 * live log. An ended log may lose all its bytes; it still knows where it ended.
 */
export async function trimLogs(logs: readonly TrimmableLog[], capBytes: number = projectCapBytes): Promise<Trimmed> {
  const holdings: Holding[] = []
  for (const log of logs) holdings.push(...(await readHoldings(log)))
  const total = holdings.reduce((sum, { bytes }) => sum + bytes, 0)
  let freedBytes = 0
  for (const holding of holdings.filter(isDroppable).sort((one, other) => one.writtenMs - other.writtenMs)) {
    if (total - freedBytes <= capBytes) break
    await drop(holding)
    freedBytes += holding.bytes
  }
  return { freedBytes, keptBytes: total - freedBytes }
}

/** A segment, what it takes, and when it or an older one of its log was last written. */
type Holding = TrimmableLog & {
  readonly start: number
  readonly isLast: boolean
  readonly bytes: number
  readonly writtenMs: number
}

async function readHoldings(log: TrimmableLog): Promise<Holding[]> {
  const holdings: Holding[] = []
  const starts = await readSegments(log.folder)
  let writtenMs = 0
  for (const [at, start] of starts.entries()) {
    const bytes = await unlessMissing(stat(logPath(log.folder, start)))
    const index = await unlessMissing(stat(indexPath(log.folder, start)))
    // Never younger than the next one, whatever the clock did: a log is dropped from its beginning.
    writtenMs = Math.max(writtenMs, bytes?.mtimeMs ?? 0)
    const isLast = at === starts.length - 1
    holdings.push({ ...log, start, isLast, writtenMs, bytes: (bytes?.size ?? 0) + (index?.size ?? 0) })
  }
  return holdings
}

function isDroppable({ isLive, isLast, bytes }: Holding): boolean {
  return !isLast || (!isLive && bytes > 0)
}

// The last segment of an ended log leaves an empty one behind, whose name is where the output ended.
async function drop({ folder, start, isLast }: Holding): Promise<void> {
  if (isLast) {
    const { end } = await recoverLog(folder)
    if (end === start) return
    await closeSegment(await createSegment(folder, end))
  }
  await removeSegment(folder, start)
}
