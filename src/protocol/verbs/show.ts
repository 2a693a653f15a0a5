import type { Diagnostic } from '../../core/diagnostic.ts'
import type { RunId, RuntimeId, WorkerId } from '../../core/id.ts'
import type { ListedWorker } from '../../core/listed.ts'
import type { RunRecord } from '../../core/record.ts'
import type { ShownVariables } from '../../core/secrets.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Usage } from '../../core/usage.ts'
import type { Verb } from '../verb.ts'

/** A worker with the run that counts for it, or one run with its worker. */
export type ShowParams = { readonly worker: WorkerId } | { readonly run: RunId }

/** A spec as it may be seen: of its environment only what was declared, without the values of secret names. */
export type ShownSpec = Omit<WorkerSpec, 'env' | 'declaredEnv' | 'restart'> & {
  readonly env: ShownVariables
  /** Without `attempts` it never gives up. */
  readonly restart: Omit<WorkerSpec['restart'], 'attempts'> & { readonly attempts: number | undefined }
}

export type Shown = {
  readonly runtimeId: RuntimeId
  /** None when it has been removed, and its run is kept. */
  readonly worker: (ListedWorker & { readonly spec: ShownSpec }) | undefined
  readonly run: RunRecord | undefined
  readonly usage: Usage | undefined
  readonly ports: readonly number[]
  /** The newest about this worker. */
  readonly diagnostics: readonly Diagnostic[]
}

export const show: Verb<'show', ShowParams, Shown> = {
  name: 'show',
  summary: 'answer everything about one worker or one run, without secrets',
  effect: 'read',
}
