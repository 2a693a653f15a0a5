import type { OutputCursor } from '../../core/cursor.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import type { Condition } from './condition.ts'

/** Whose run is waited for: a worker's, one after the other, or one run alone. */
export type WaitTarget =
  | { readonly kind: 'worker'; readonly worker: WorkerId }
  | { readonly kind: 'run'; readonly worker: WorkerId; readonly run: RunId }

/**
 * Where to begin to look: at the start of the current run, at a place in a run's output, or now. `now` also passes by a
 * run that has ended.
 */
export type WaitFrom =
  | { readonly kind: 'start' }
  | { readonly kind: 'now' }
  | ({ readonly kind: 'cursor' } & OutputCursor)

export type WaitOrder = {
  readonly targets: readonly WaitTarget[]
  readonly conditions: readonly Condition[]
  /** Any condition of any target, or every condition of every target. */
  readonly mode: 'any' | 'all'
  /** Regular expressions that end the wait where one is found in the output of a target. */
  readonly failOn: readonly string[]
  readonly from: WaitFrom
  /** Without one it may last for ever. */
  readonly timeoutMs: number | undefined
}
