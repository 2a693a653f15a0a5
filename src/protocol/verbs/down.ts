import type { Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type DownParams = {
  readonly reason?: string | undefined
  /** Ends the runtime alone: what runs goes on in the keeper, and the next runtime finds it there. */
  readonly keepRuns?: boolean | undefined
}

export const down: Verb<'down', DownParams, { readonly stopped: readonly Stopped[] }> = {
  name: 'down',
  summary: 'stop every worker and then the runtime, with the verdicts',
  effect: 'change',
}
