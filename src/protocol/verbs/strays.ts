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

/** Who listens on a port that a worker claims which does not run. */
export type PortHolder = {
  readonly port: number
  /** The workers that claim it. */
  readonly wantedBy: readonly string[]
  /** None when it is another user's process. */
  readonly pid: number | undefined
  readonly command: string | undefined
  readonly run: RunId | undefined
  /** Whose port it is, in words. */
  readonly said: string
}

export const strays: Verb<
  'strays',
  Record<string, never>,
  { readonly strays: readonly Stray[]; readonly holders: readonly PortHolder[] }
> = {
  name: 'strays',
  summary: 'find processes that outlive the runs they belong to, and who has the ports that workers claim',
  effect: 'read',
}
