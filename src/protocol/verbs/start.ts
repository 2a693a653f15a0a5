import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type StartParams = {
  readonly workers: readonly WorkerId[]
  /** The environment of who asks, ready to be inherited; without it the workers keep the one that they have. */
  readonly inherited?: Readonly<Record<string, string>>
}

export const start: Verb<'start', StartParams, { readonly acknowledged: readonly Acknowledgement[] }> = {
  name: 'start',
  summary: 'start workers; one that runs already stays as it is',
  effect: 'change',
}
