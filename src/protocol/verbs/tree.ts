import type { RunId } from '../../core/id.ts'
import type { TreeProcess } from '../../core/usage.ts'
import type { Verb } from '../verb.ts'

export const tree: Verb<'tree', { readonly run: RunId }, { readonly processes: readonly TreeProcess[] }> = {
  name: 'tree',
  summary: 'answer the process tree of a run, with what left its session',
  effect: 'read',
}
