import type { RunId } from '../../core/id.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../acknowledged.ts'
import type { Verb } from '../verb.ts'

export type AddParams = {
  readonly spec: WorkerSpec
  /**
   * When the name is taken: `refuse`, `number` it (`api-2`), or `reuse` the worker that has it, once that has ended and
   * when no file names it.
   */
  readonly taken: 'refuse' | 'number' | 'reuse'
  readonly start: boolean
}

export const add: Verb<'add', AddParams, { readonly acknowledged: Acknowledgement; readonly run: RunId | undefined }> =
  {
    name: 'add',
    summary: 'put a worker into the catalogue, and start it when asked',
    effect: 'change',
  }
