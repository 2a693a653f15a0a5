import type { RunId } from '../../core/id.ts'
import type { ListeningPort } from '../../core/ports.ts'
import type { Verb } from '../verb.ts'

export const ports: Verb<'ports', { readonly run: RunId }, { readonly ports: readonly ListeningPort[] }> = {
  name: 'ports',
  summary: 'answer the ports on which the process tree of a run listens',
  effect: 'read',
}
