import type { Stopped } from '../protocol/acknowledged.ts'

/** The answer to a stop of the whole runtime. */
export type RuntimeStopped = {
  readonly status: 'stopped'
  /** False when it had been stopped before. */
  readonly changed: boolean
  /** The last event of the stop; a later stop answers the same one. */
  readonly eventId: number
  /** What became of each worker; nothing when it had been stopped before. */
  readonly stopped: readonly Stopped[]
}

/** The answer to a start of a runtime that was stopped. */
export type RuntimeStarted = {
  readonly status: 'running'
  /** False when it had not been stopped. */
  readonly changed: boolean
  /** The newest event. */
  readonly eventId: number
}
