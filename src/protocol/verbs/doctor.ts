import type { Check } from '../../core/check.ts'
import type { Verb } from '../verb.ts'

export const doctor: Verb<'doctor', Record<string, never>, { readonly checks: readonly Check[] }> = {
  name: 'doctor',
  summary: 'look at the health of store, keeper and what was left behind',
  effect: 'read',
}
