import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export const resume: Verb<
  'resume',
  { readonly workers: readonly WorkerId[] },
  { readonly acknowledged: readonly Acknowledgement[] }
> = {
  name: 'resume',
  summary: 'let paused workers go on',
  effect: 'change',
}
