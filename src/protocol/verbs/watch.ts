import type { Verb } from '../verb.ts'

export const watch: Verb<'watch', { readonly usage: boolean }, Record<string, never>> = {
  name: 'watch',
  summary: 'tell the CPU and memory of every live run once a second, while somebody looks',
  effect: 'read',
}
