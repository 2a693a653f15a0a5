import type { RunId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Verb } from '../verb.ts'

export const runRecord: Verb<'run-record', { readonly run: RunId }, { readonly run: RunRecord }> = {
  name: 'run-record',
  summary: 'answer one run, live or kept',
  effect: 'read',
}
