import type { WorkerId } from './id.ts'

/** Something a person should know. The code is stable, the message is for reading. */
export type Diagnostic = {
  readonly id: number
  readonly timeMs: number
  readonly severity: 'info' | 'warning' | 'error'
  readonly code: string
  readonly message: string
  readonly worker: WorkerId | undefined
}
