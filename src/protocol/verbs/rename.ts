import type { WorkerId } from '../../core/id.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type RenameParams = { readonly worker: WorkerId; readonly name: string }

export const rename: Verb<'rename', RenameParams, { readonly acknowledged: Acknowledgement }> = {
  name: 'rename',
  summary: 'give a worker another name; its runs stay its own',
  effect: 'change',
}
