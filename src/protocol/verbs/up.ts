import type { WorkerSpec } from '../../core/spec.ts'
import type { TakenIn } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type UpParams = {
  /** What the configuration says now: workers it no longer names leave the catalogue once they have ended. */
  readonly specs: readonly WorkerSpec[]
  /** When these are not all that it says: the names of the others, or all that are there, which stay then. */
  readonly keep?: 'all' | readonly string[]
  /** Start those that the configuration wants started, those of these names, or none. */
  readonly start: 'auto' | 'none' | readonly string[]
}

export const up: Verb<'up', UpParams, { readonly acknowledged: readonly TakenIn[] }> = {
  name: 'up',
  summary: 'take the workers of the configuration into the catalogue and start what it wants',
  effect: 'change',
}
