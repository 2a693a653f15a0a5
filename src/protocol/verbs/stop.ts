import type { WorkerId } from '../../core/id.ts'
import type { Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type StopParams = {
  readonly workers: readonly WorkerId[]
  readonly reason?: string | undefined
  /** Another grace than the worker's own, in ms; at most a minute. */
  readonly graceMs?: number | undefined
  /** Whether those that need them are stopped too, before them. */
  readonly dependants?: boolean | undefined
}

export const stop: Verb<'stop', StopParams, { readonly stopped: readonly Stopped[] }> = {
  name: 'stop',
  summary: 'stop workers with their whole process tree and say what became of each process',
  effect: 'change',
}
