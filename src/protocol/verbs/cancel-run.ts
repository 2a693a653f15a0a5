import type { RunId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type CancelRunParams = { readonly run: RunId; readonly reason?: string }

export type CancelledRun = {
  /** Whether the run is being cancelled now; false when it has ended, or when something else is ending it. */
  readonly accepted: boolean
  readonly acknowledged: Acknowledgement
}

export const cancelRun: Verb<'cancel-run', CancelRunParams, CancelledRun> = {
  name: 'cancel-run',
  summary: 'give up one run with a reason and answer at once; another run of its worker is left alone',
  effect: 'change',
}
