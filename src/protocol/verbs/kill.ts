import type { WorkerId } from '../../core/id.ts'
import type { Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type KillParams = {
  readonly workers: readonly WorkerId[]
  readonly reason?: string | undefined
}

export const kill: Verb<'kill', KillParams, { readonly stopped: readonly Stopped[] }> = {
  name: 'kill',
  summary: 'end workers at once, without grace, and say what became of each process',
  effect: 'change',
}
