import type { Actor } from './actor.ts'
import { quoteCommand } from './command.ts'
import type { RunId, WorkerId } from './id.ts'
import { isLive, isOnItsWay, type RunRecord, type WorkerWord, wordOfWorker } from './record.ts'
import { describeWhy, type Standing } from './why.ts'

/** A worker as a list needs it: nothing of its environment, and nothing that grows with what it does. */
export type ListedWorker = {
  readonly id: WorkerId
  readonly name: string
  readonly status: WorkerWord
  /** Why it stands there, in a sentence. */
  readonly reason: string
  readonly wanted: 'up' | 'down'
  readonly origin: 'config' | 'ad-hoc'
  readonly owner: Actor
  readonly restarts: number
  readonly command: string
  readonly cwd: string
  readonly tty: boolean
  /** When it is tried again by itself. */
  readonly retryAtMs: number | undefined
  /** When the clock starts it. */
  readonly dueAtMs: number | undefined
  /** The active run, else the last. */
  readonly run: ListedRun | undefined
}

/** A run without what is only looked at on its own. */
export type ListedRun = Omit<RunRecord, 'verdict' | 'left'>

/** A worker's line of the list. */
export function toListed({ worker, run }: Standing, nowMs: number): ListedWorker {
  const { id, spec, wanted, origin, owner, restarts, state } = worker
  return {
    ...{ id, wanted, origin, owner, restarts },
    name: spec.name,
    status: wordOfWorker(worker, run),
    reason: describeWhy({ worker, run }, nowMs),
    command: quoteCommand(spec.command),
    cwd: spec.cwd,
    tty: spec.tty,
    retryAtMs: state.status === 'backoff' ? state.untilMs : undefined,
    dueAtMs: state.status === 'scheduled' ? state.dueMs : undefined,
    run: run && toListedRun(run),
  }
}

function toListedRun({ verdict: _verdict, left: _left, ...run }: RunRecord): ListedRun {
  return run
}

/** What ended longer ago than this is no news any more. */
const newsMs = 10 * 60 * 1_000

/** Whether a worker is shown without being asked for: it is configured, active, or ended a few minutes ago. */
export function isInView({ worker, run }: Standing, nowMs: number): boolean {
  if (worker.origin === 'config' || (run && isLive(run)) || isOnItsWay(worker)) return true
  return nowMs - (run?.endedAtMs ?? worker.createdAtMs) <= newsMs
}

/** The ids of the runs among these that have not ended. */
export function liveRunsOf(workers: readonly ListedWorker[]): readonly RunId[] {
  return workers.flatMap(({ run }) => (run && run.state.status !== 'ended' ? [run.id] : []))
}
