import type { SpecChange } from '../../core/difference.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement, Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type ReloadParams = {
  /** What the configuration says now. */
  readonly specs: readonly WorkerSpec[]
  /** When these are not all that it says: the names of the others, or all that are there, which stay then. */
  readonly keep?: 'all' | readonly string[]
  /** Only to say what would be done. */
  readonly dryRun: boolean
}

/** What became of a worker: one that waits to be started by hand is `added`, one that did not run is `removed`. */
export type ReloadedHow = 'unchanged' | 'updated' | 'restarted' | 'started' | 'added' | 'stopped' | 'removed'

export type Reloaded = {
  readonly name: string
  readonly how: ReloadedHow
  /** In what it differs from what it was. */
  readonly changes: readonly SpecChange[]
  /** Where it stands then; not of a dry run. */
  readonly acknowledged: Acknowledgement | undefined
  /** What became of what it ran, when the file no longer names it. */
  readonly stopped: Stopped | undefined
}

export const reload: Verb<'reload', ReloadParams, { readonly workers: readonly Reloaded[] }> = {
  name: 'reload',
  summary: 'bring what runs to what the configuration says now, and restart only what changed',
  effect: 'change',
}
