import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export const start: Verb<
  'start',
  { readonly workers: readonly WorkerId[] },
  { readonly acknowledged: readonly Acknowledgement[] }
> = {
  name: 'start',
  summary: 'start workers; one that runs already stays as it is',
  effect: 'change',
}
