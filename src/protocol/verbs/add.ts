import type { RunId } from '../../core/id.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type AddParams = {
  readonly spec: WorkerSpec
  /** `refuse` a name that is taken, or `number` it: `api-2`. */
  readonly taken: 'refuse' | 'number'
  readonly start: boolean
}

export const add: Verb<'add', AddParams, { readonly acknowledged: Acknowledgement; readonly run: RunId | undefined }> =
  {
    name: 'add',
    summary: 'put a worker into the catalogue, and start it when asked',
    effect: 'change',
  }
