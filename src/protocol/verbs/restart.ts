import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type RestartParams = {
  readonly workers: readonly WorkerId[]
  readonly reason?: string | undefined
  /** Another grace than the worker's own, in ms; at most a minute. */
  readonly graceMs?: number | undefined
}

export const restart: Verb<'restart', RestartParams, { readonly acknowledged: readonly Acknowledgement[] }> = {
  name: 'restart',
  summary: 'stop workers and start them anew; two restarts at once are one',
  effect: 'change',
}
