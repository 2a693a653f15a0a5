import type { Diagnostic } from '../../core/diagnostic.ts'
import type { RuntimeId } from '../../core/id.ts'
import type { RunRecord, WorkerRecord } from '../../core/record.ts'
import type { Verb } from '../verb.ts'

/** The present of the runtime; the notices that follow begin with the event after `revision`. */
export type Snapshot = {
  readonly runtimeId: RuntimeId
  readonly project: string
  readonly revision: number
  readonly workers: readonly WorkerRecord[]
  readonly runs: readonly RunRecord[]
  readonly diagnostics: readonly Diagnostic[]
}

export const subscribe: Verb<'subscribe', Record<string, never>, Snapshot> = {
  name: 'subscribe',
  summary: 'answer the present and tell every event from there on',
  effect: 'read',
}
