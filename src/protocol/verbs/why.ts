import type { Link } from '../../core/chain.ts'
import type { WorkerId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'

export const why: Verb<'why', { readonly worker: WorkerId }, { readonly link: Link }> = {
  name: 'why',
  summary: 'answer why a worker stands where it stands, down to what decides',
  effect: 'read',
}
