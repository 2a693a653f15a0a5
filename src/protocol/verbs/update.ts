import type { WorkerId } from '../../core/id.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type UpdateParams = { readonly worker: WorkerId; readonly spec: WorkerSpec }

export const update: Verb<'update', UpdateParams, { readonly acknowledged: Acknowledgement }> = {
  name: 'update',
  summary: 'change what a worker runs, from its next run on; refused while one is active',
  effect: 'change',
}
