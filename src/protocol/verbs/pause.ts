import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export const pause: Verb<
  'pause',
  { readonly workers: readonly WorkerId[] },
  { readonly acknowledged: readonly Acknowledgement[] }
> = {
  name: 'pause',
  summary: 'suspend the whole process tree of workers',
  effect: 'change',
}
