import type { RunRecord } from '../../core/record.ts'
import type { LogReader } from '../../log/read.ts'

/** For how long a run has written nothing, in ms, by the times that stand at its output; since its start when it wrote nothing yet. */
export async function quietMs(reader: LogReader, { startedAtMs, queuedAtMs }: RunRecord): Promise<number> {
  const sinceMs = Math.max(startedAtMs ?? queuedAtMs, (await lastWriteMs(reader)) ?? 0)
  // A clock that was set back makes nobody wait longer than from now on.
  return Math.max(0, Date.now() - sinceMs)
}

async function lastWriteMs(reader: LogReader): Promise<number | undefined> {
  const { end } = await reader.bounds()
  if (end === 0) return undefined
  const { chunks } = await reader.read({ from: end - 1, maxBytes: 1 })
  return chunks.at(-1)?.timeMs
}
