import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

/** What is to run. Its folder is the real path of it, and its branch the one that is checked out there. */
export type EnsureParams = { readonly spec: WorkerSpec }

export const ensure: Verb<'ensure', EnsureParams, { readonly acknowledged: Acknowledgement }> = {
  name: 'ensure',
  summary:
    'have one worker of a name run, as it is asked for: the one that does, else a new run; another one is refused',
  effect: 'change',
}
