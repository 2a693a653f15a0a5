import type { RunId } from '../../core/id.ts'
import type { Verdict } from '../../core/verdict.ts'
import type { Verb } from '../verb.ts'

export type SweepParams = { readonly runs: readonly RunId[] }

export const sweep: Verb<'sweep', SweepParams, { readonly verdicts: readonly Verdict[] }> = {
  name: 'sweep',
  summary: 'end what runs that have ended left behind',
  effect: 'change',
}
