import type { RuntimeId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'
import type { ProtocolVersion } from '../version.ts'

/** A process of ours, since when it is there (wall time in ms) and which version it is of. */
export type ProcessStatus = { readonly pid: number; readonly startedAtMs: number; readonly version: string }

export type DaemonStatus = {
  readonly project: string
  readonly folder: string
  readonly runtimeId: RuntimeId
  readonly socket: string
  /** The folder that holds the output of all runs. */
  readonly runsFolder: string
  readonly log: string
  readonly protocol: ProtocolVersion
  readonly daemon: ProcessStatus
  readonly keeper: ProcessStatus & { readonly socket: string }
  /** How many are connected, whoever asks among them. */
  readonly clients: number
  /** How many workers have a run that has not ended. */
  readonly running: number
}

export const status: Verb<'status', Record<string, never>, DaemonStatus> = {
  name: 'status',
  summary: 'say which processes serve the project, and where',
  effect: 'read',
}
