import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export const remove: Verb<
  'remove',
  { readonly workers: readonly WorkerId[] },
  { readonly acknowledged: readonly Acknowledgement[] }
> = {
  name: 'remove',
  summary: 'take ended workers out of the catalogue',
  effect: 'change',
}
