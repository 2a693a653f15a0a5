import type { RunId, WorkerId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'

/** A process that outlives the run it belongs to. */
export type Stray = {
  readonly pid: number
  readonly command: string
  /** The TCP ports on which it listens. */
  readonly ports: readonly number[]
  readonly run: RunId
  readonly worker: WorkerId
  /** What its worker is called, where that is still in the catalogue. */
  readonly name: string | undefined
  readonly runEndedAtMs: number | undefined
}

export const strays: Verb<'strays', Record<string, never>, { readonly strays: readonly Stray[] }> = {
  name: 'strays',
  summary: 'find processes that outlive the runs they belong to',
  effect: 'read',
}
