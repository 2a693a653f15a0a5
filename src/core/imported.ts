import type { WorkerId } from './id.ts'
import { isLive, type RunRecord } from './record.ts'
import { stepRun } from './run.ts'

export type Importing = {
  /** The worker that it belongs to here. */
  readonly worker: WorkerId
  readonly exportedAtMs: number
  readonly nowMs: number
}

/**
 * A run that was taken in from elsewhere, as it is kept here. One that had not ended when it was exported is lost: what
 * became of it is not known here. What it left running and who owned it is a matter of the place where it was.
 */
export function toImported(run: RunRecord, { worker, exportedAtMs, nowMs }: Importing): RunRecord {
  const reason = `it was ${run.state.status} when it was exported at ${new Date(exportedAtMs).toISOString()}`
  const state = stepRun(run.state, { kind: 'lost', reason }, nowMs)?.state ?? run.state
  return {
    ...run,
    worker,
    session: undefined,
    previous: undefined,
    state,
    endedAtMs: run.endedAtMs ?? (isLive(run) ? exportedAtMs : undefined),
    pausedAtMs: undefined,
    importedAtMs: nowMs,
    left: [],
  }
}
