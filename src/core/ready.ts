import type { RunRecord } from './record.ts'

type Checked = Pick<RunRecord, 'state' | 'isChecked' | 'readyAtMs'>

/**
 * Whether a run may be used. Without a check of its own a worker is ready once it has started (decisions.md 25); what a
 * check says goes before that.
 */
export function isReady({ state, isChecked, readyAtMs }: Checked): boolean {
  return state.status === 'running' && (!isChecked || readyAtMs !== undefined)
}

/** Whether a run has its process, and its check has not said yes. */
export function isUnready(run: Checked): boolean {
  return run.state.status === 'running' && !isReady(run)
}
