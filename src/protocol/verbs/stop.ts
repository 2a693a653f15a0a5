import type { WorkerId } from '../../core/id.ts'
import type { Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type StopParams = {
  readonly workers: readonly WorkerId[]
  readonly reason?: string | undefined
  /** Another grace than the worker's own, in ms; at most a minute. */
  readonly graceMs?: number | undefined
  /**
   * Those of them that need others of them end `first`; with `too` so do all that need them, which are stopped as well. Left
   * out, those that are named are stopped at once.
   */
  readonly dependants?: 'first' | 'too' | undefined
}

export const stop: Verb<'stop', StopParams, { readonly stopped: readonly Stopped[] }> = {
  name: 'stop',
  summary: 'stop workers with their whole process tree and say what became of each process',
  effect: 'change',
}
