import type { Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export const down: Verb<'down', { readonly reason?: string | undefined }, { readonly stopped: readonly Stopped[] }> = {
  name: 'down',
  summary: 'stop every worker and then the runtime, with the verdicts',
  effect: 'change',
}
