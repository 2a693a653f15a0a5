import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import { isLive, type RunRecord } from '../core/record.ts'
import type { Kept } from './kept.ts'
import { rebase } from './rebuild.ts'

/** Puts these runs in the place of all that are there; in a transaction. Refused when a live run would vanish. */
export function replaceRecords(kept: Kept, records: readonly RunRecord[]): void {
  const { present, beside } = kept
  const ids = new Set<RunId>(records.map(({ id }) => id))
  const gone = present.runs.all().filter(({ id }) => !ids.has(id))
  requireEnded(gone.filter(isLive))
  for (const { id } of gone) {
    present.runs.remove(id)
    beside.transcript.clear(id)
  }
  for (const record of records) present.runs.put(record)
  for (const worker of present.workers.all())
    if (worker.run && !ids.has(worker.run)) present.workers.put({ ...worker, run: undefined })
  rebase(kept)
}

function requireEnded(live: readonly RunRecord[]): void {
  if (live.length === 0) return
  const message = `${live.length} runs are live and would be forgotten: ${live.map(({ id }) => id).join(', ')}`
  throw new Fault({ code: 'refused', message, hint: 'stop them first, or replace them with their own records' })
}
