import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord, RunWord } from '../../core/record.ts'
import type { Verb } from '../verb.ts'

export type RunsParams = {
  readonly worker?: WorkerId
  /** Only runs with one of these shown statuses. */
  readonly statuses?: readonly RunWord[]
  /** Only runs that were asked for at this wall time or later. */
  readonly sinceMs?: number
  /** Only runs whose id begins so. */
  readonly begins?: string
  /** At most 256. */
  readonly limit: number
  /** Only runs that are older than this one. */
  readonly before?: RunId
}

export const runs: Verb<'runs', RunsParams, { readonly runs: readonly RunRecord[] }> = {
  name: 'runs',
  summary: 'list runs, the newest first, ended ones too',
  effect: 'read',
}
