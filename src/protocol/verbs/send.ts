import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

/** What to type: a text (with Enter after it or not) or keys by name (`C-c`, `Up`, `F5`). */
export type Typed =
  | { readonly kind: 'text'; readonly text: string; readonly enter: boolean }
  | { readonly kind: 'keys'; readonly keys: readonly string[] }

export type SendParams = { readonly worker: WorkerId; readonly typed: Typed }
export type Sent = Acknowledgement & { readonly transcriptSequence: number }

export const send: Verb<'send', SendParams, { readonly sent: Sent }> = {
  name: 'send',
  summary: 'type a text or keys into a running worker',
  effect: 'change',
}
