import type { Verb } from '../verb.ts'

export const leave: Verb<'leave', Record<string, never>, Record<string, never>> = {
  name: 'leave',
  summary: 'end the daemon and leave what runs to its keeper',
  effect: 'read',
}
