import type { WorkerId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type Executing = {
  readonly acknowledged: Acknowledgement
  readonly run: RunRecord
  /** The newest event before this run: everything that is told of it comes after. */
  readonly after: number
}

export const execute: Verb<'execute', { readonly worker: WorkerId }, Executing> = {
  name: 'execute',
  summary: 'start a worker and answer its run; refused while one is active',
  effect: 'change',
}
