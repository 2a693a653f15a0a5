import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Verb } from '../verb.ts'

export type RunsParams = {
  readonly worker?: WorkerId
  readonly limit: number
  /** Only runs that are older than this one. */
  readonly before?: RunId
}

export const runs: Verb<'runs', RunsParams, { readonly runs: readonly RunRecord[] }> = {
  name: 'runs',
  summary: 'list runs, the newest first, ended ones too',
  effect: 'read',
}
