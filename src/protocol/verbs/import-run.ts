import type { RunRecord } from '../../core/record.ts'
import type { Verb } from '../verb.ts'

export type ImportRunParams = {
  /** A bundle on this machine, by its absolute path. */
  readonly file: string
  /** What its worker finds in its environment when it is started here, where the worker is a new one. */
  readonly env: Readonly<Record<string, string>>
}

export type ImportedRun = {
  readonly run: RunRecord
  readonly worker: string
  /** Whether the worker came with it. */
  readonly isNewWorker: boolean
  readonly entries: number
  readonly output: { readonly firstAvailable: number; readonly end: number }
}

export const importRun: Verb<'import-run', ImportRunParams, ImportedRun> = {
  name: 'import-run',
  summary: 'take in a run that was exported as a bundle',
  effect: 'change',
}
