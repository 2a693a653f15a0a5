import type { RunRecord } from './record.ts'

/**
 * Whether a run may be used. Without a check of its own a worker is ready once it has started (decisions.md 25); what a
 * check says goes before that.
 */
export function isReady({ state, isChecked, readyAtMs }: RunRecord): boolean {
  return state.status === 'running' && (!isChecked || readyAtMs !== undefined)
}
