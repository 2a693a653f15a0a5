import type { Actor } from './actor.ts'
import type { RunId, SessionId, WorkerId } from './id.ts'
import { type EndedStatus, statusOf } from './outcome.ts'
import type { RunState } from './run.ts'
import type { WorkerSpec } from './spec.ts'
import type { TreeProcess } from './usage.ts'
import type { Verdict } from './verdict.ts'
import type { WorkerState } from './worker.ts'

/** Everything kept about one run besides its output and its transcript. Times are wall times in ms. */
export type RunRecord = {
  readonly id: RunId
  readonly worker: WorkerId
  readonly session: SessionId | undefined
  /** 1 for a first run, n + 1 for the n-th retry in a row. */
  readonly attempt: number
  /** The worker's run before this one. */
  readonly previous: RunId | undefined
  /** Who started it. */
  readonly actor: Actor
  readonly command: string
  readonly cwd: string
  readonly tty: boolean
  readonly success: readonly number[]
  readonly state: RunState
  readonly queuedAtMs: number
  readonly startedAtMs: number | undefined
  readonly endedAtMs: number | undefined
  readonly pid: number | undefined
  readonly readyAtMs: number | undefined
  /** Whether it is ready only when a check has said so; else it is as soon as it runs. */
  readonly isChecked: boolean
  /** When it was first found to do its work. */
  readonly healthyAtMs: number | undefined
  /** Patterns that others wait for in its output and that a line has matched. */
  readonly matched: readonly string[]
  readonly pausedAtMs: number | undefined
  /** When it was taken in from elsewhere; what it says of pids and folders is true there. */
  readonly importedAtMs: number | undefined
  readonly verdict: Verdict | undefined
  /** What was still alive of its tree when it ended by itself. */
  readonly left: readonly TreeProcess[]
  /** Up to which fact of the keeper's journal everything is in this record. */
  readonly facts: number
}

/** A worker of the catalogue: what it is, where it stands, what is wanted of it. */
export type WorkerRecord = {
  readonly id: WorkerId
  readonly spec: WorkerSpec
  readonly owner: Actor
  readonly origin: 'config' | 'ad-hoc'
  readonly wanted: 'up' | 'down'
  readonly state: WorkerState
  /** The active run, else the last one. */
  readonly run: RunId | undefined
  /** How often it was started again since somebody started it. */
  readonly restarts: number
  readonly createdAtMs: number
}

/** One word for a run's state, for people and for JSON. */
export type RunWord = 'created' | 'queued' | 'starting' | 'running' | 'ready' | 'paused' | 'stopping' | EndedStatus

/** One word for where a worker stands: its run's while one is active, else its own, else the last run's, else idle. */
export type WorkerWord = RunWord | 'idle' | 'waiting' | 'backoff' | 'gave-up' | 'scheduled'

/** The shown status of a run. */
export function wordOfRun(run: Pick<RunRecord, 'state' | 'success' | 'pausedAtMs' | 'readyAtMs'>): RunWord {
  switch (run.state.status) {
    case 'draining':
    case 'ended':
      return statusOf(run.state.outcome, run.success)
    case 'running':
      if (run.pausedAtMs !== undefined) return 'paused'
      return run.readyAtMs === undefined ? 'running' : 'ready'
    default:
      return run.state.status
  }
}

/** The shown status of a worker, given its active or last run. */
export function wordOfWorker(worker: WorkerRecord, run: RunRecord | undefined): WorkerWord {
  const { status } = worker.state
  if (status === 'waiting' || status === 'backoff' || status === 'gave-up' || status === 'scheduled') return status
  return run ? wordOfRun(run) : 'idle'
}

/** Whether a run has its outcome: its process has exited, though its last output may still be read. */
export function isOver({ state }: Pick<RunRecord, 'state'>): boolean {
  return 'outcome' in state
}

const wellEnded: ReadonlySet<string> = new Set(['completed', 'stopped', 'cancelled'])

/** Whether a run has come to an end that nobody wanted. */
export function hasFailed({ state, success }: Pick<RunRecord, 'state' | 'success'>): boolean {
  return 'outcome' in state && !wellEnded.has(statusOf(state.outcome, success))
}

const goingOn: ReadonlySet<string> = new Set(['active', 'waiting', 'backoff', 'scheduled'])

/** Whether a worker runs, or will by itself. */
export function isOnItsWay({ state }: Pick<WorkerRecord, 'state'>): boolean {
  return goingOn.has(state.status)
}

/** Whether a run has not ended yet. */
export function isLive(run: RunRecord): boolean {
  return run.state.status !== 'ended'
}
