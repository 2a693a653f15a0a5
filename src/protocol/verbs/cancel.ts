import type { WorkerId } from '../../core/id.ts'
import type { Stopped } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type CancelParams = {
  readonly workers: readonly WorkerId[]
  readonly reason?: string | undefined
}

export const cancel: Verb<'cancel', CancelParams, { readonly stopped: readonly Stopped[] }> = {
  name: 'cancel',
  summary: 'give up workers, queued or running, with a reason',
  effect: 'change',
}
