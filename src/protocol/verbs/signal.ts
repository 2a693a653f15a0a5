import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type SignalParams = {
  readonly workers: readonly WorkerId[]
  /** A name with or without SIG: `INT`, `SIGUSR1`. */
  readonly signal: string
}

export const signal: Verb<'signal', SignalParams, { readonly acknowledged: readonly Acknowledgement[] }> = {
  name: 'signal',
  summary: 'send a signal to the whole process tree of workers',
  effect: 'change',
}
