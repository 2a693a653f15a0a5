import type { Actor } from '../core/actor.ts'
import { quoteCommand } from '../core/command.ts'
import type { RunId, RuntimeId, WorkerId, WorkerRef } from '../core/id.ts'
import type { Outcome } from '../core/outcome.ts'
import {
  isLive,
  type RunRecord,
  type RunWord,
  type WorkerRecord,
  type WorkerWord,
  wordOfRun,
  wordOfWorker,
} from '../core/record.ts'
import type { WorkerSpec } from '../core/spec.ts'
import { type Clocks, uptimeMs } from '../core/uptime.ts'
import type { TreeProcess } from '../core/usage.ts'
import type { Verdict } from '../core/verdict.ts'
import type { WorkerState } from '../core/worker.ts'

/** A worker of the catalogue. Times are wall times in ms since 1970. */
export type Worker = {
  readonly ref: WorkerRef
  readonly name: string
  /** One word for where it stands: its run's while one is active, else its own. */
  readonly status: WorkerWord
  /** Whether somebody wants it up. */
  readonly wanted: 'up' | 'down'
  /** The active run, else the last one. */
  readonly run: RunId | undefined
  /** How often it was started again by itself since somebody started it. */
  readonly restarts: number
  readonly owner: Actor
  /** Whether the project's file names it. */
  readonly origin: 'config' | 'ad-hoc'
  /** As it could be pasted into a shell. */
  readonly command: string
  readonly cwd: string
  readonly tty: boolean
  readonly createdAtMs: number
}

/** A worker with everything that is known of it. */
export type WorkerDetail = Worker & {
  /** What it is; of its environment only what was declared for it, as `declaredEnv`. */
  readonly spec: Omit<WorkerSpec, 'env'>
  /** Why it stands where it stands. */
  readonly state: WorkerState
  /** The active or last run. */
  readonly lastRun: RunStatus | undefined
}

/** Where a run stands. Times are wall times in ms since 1970. */
export type RunStatus = {
  readonly run: RunId
  /** The worker that it is of, which may have been deleted since. */
  readonly ref: WorkerRef
  readonly status: RunWord
  /** Whether it has not ended yet. */
  readonly isLive: boolean
  /** How it ended, as soon as that is settled. */
  readonly outcome: Outcome | undefined
  /** From its start to its end, or to now, in ms: it stands still at the end. 0 for what never started. */
  readonly elapsedMs: number
  readonly queuedAtMs: number
  readonly startedAtMs: number | undefined
  readonly endedAtMs: number | undefined
  /** Of its first process, while that lives and after. */
  readonly pid: number | undefined
  /** 1, or n + 1 for the n-th retry in a row. */
  readonly attempt: number
  /** The worker's run before this one. */
  readonly previous: RunId | undefined
  /** Who started it. */
  readonly actor: Actor
  readonly command: string
  readonly cwd: string
  readonly tty: boolean
  /** What a stop did to its whole process tree. */
  readonly verdict: Verdict | undefined
  /** What was still alive of its tree when it ended by itself. */
  readonly left: readonly TreeProcess[]
}

/** A worker as it is handed out. */
export function toWorker(worker: WorkerRecord, run: RunRecord | undefined, runtimeId: RuntimeId): Worker {
  const { id, spec, wanted, restarts, owner, origin, createdAtMs } = worker
  return {
    ...{ ref: toRef(id, runtimeId), name: spec.name, status: wordOfWorker(worker, run), wanted, run: worker.run },
    ...{ restarts, owner, origin, createdAtMs, command: quoteCommand(spec.command), cwd: spec.cwd, tty: spec.tty },
  }
}

/** A worker with everything that is known of it, as it is handed out. */
export function toDetail(worker: WorkerRecord, run: RunRecord | undefined, at: At): WorkerDetail {
  const { env: _inherited, ...spec } = worker.spec
  const lastRun = run && toRunStatus(run, at)
  return { ...toWorker(worker, run, at.runtimeId), spec, state: worker.state, lastRun }
}

export type At = { readonly runtimeId: RuntimeId; readonly clocks: Clocks }

/** A run as it is handed out. */
export function toRunStatus(record: RunRecord, { runtimeId, clocks }: At): RunStatus {
  const { id, worker, state, queuedAtMs, startedAtMs, endedAtMs } = record
  const { pid, attempt, previous, actor, command, cwd, tty, verdict, left } = record
  const elapsedMs = uptimeMs(record, clocks) ?? 0
  return {
    ...{ run: id, ref: toRef(worker, runtimeId), status: wordOfRun(record), isLive: isLive(record), elapsedMs },
    outcome: 'outcome' in state ? state.outcome : undefined,
    ...{ queuedAtMs, startedAtMs, endedAtMs, pid, attempt, previous, actor, command, cwd, tty, verdict, left },
  }
}

function toRef(workerId: WorkerId, runtimeId: RuntimeId): WorkerRef {
  return { runtimeId, workerId }
}
