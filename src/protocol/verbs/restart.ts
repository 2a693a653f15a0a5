import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export const restart: Verb<
  'restart',
  { readonly workers: readonly WorkerId[] },
  { readonly acknowledged: readonly Acknowledgement[] }
> = {
  name: 'restart',
  summary: 'stop workers and start them anew; two restarts at once are one',
  effect: 'change',
}
