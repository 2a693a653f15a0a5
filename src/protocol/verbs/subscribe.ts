import type { Present } from '../../core/picture.ts'
import type { Verb } from '../verb.ts'

/** The notices that follow begin with the event after the revision of the present that is answered. */
export const subscribe: Verb<'subscribe', Record<string, never>, Present> = {
  name: 'subscribe',
  summary: 'answer the present and tell every event from there on',
  effect: 'read',
}
