import type { WorkerId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'
import type { Sent } from './send.ts'

export const endInput: Verb<'end-input', { readonly worker: WorkerId }, { readonly sent: Sent }> = {
  name: 'end-input',
  summary: 'end the input of a running worker: close its pipe, or type Ctrl-D into its terminal',
  effect: 'change',
}
