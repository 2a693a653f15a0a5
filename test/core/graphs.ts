import type { RunId, WorkerId } from '../../src/core/id.ts'
import type { Need, NeedUntil } from '../../src/core/need.ts'
import type { Records } from '../../src/core/picture.ts'
import type { RunRecord, WorkerRecord } from '../../src/core/record.ts'
import type { RunState } from '../../src/core/run.ts'
import type { WorkerState } from '../../src/core/worker.ts'
import { runOf, workerOf } from './records.ts'

/** A worker of a graph: its name, what it needs, and where it stands. */
export type Node = {
  readonly name: string
  readonly needs?: readonly Need[]
  readonly kind?: 'service' | 'task'
  readonly state?: WorkerState
  readonly run?: Partial<RunRecord>
}

export const active: WorkerState = { status: 'active', sequel: 'policy', failures: 0 }
export const waiting: WorkerState = { status: 'waiting', sinceMs: 1_000, by: 'user', failures: 0 }
export const failed: WorkerState = { status: 'ended', outcome: { kind: 'exited', code: 1 } }
export const running: RunState = { status: 'running', sinceMs: 2_000, process: { pid: 7, startTicks: 7 } }

export function need(name: string, kind: Exclude<NeedUntil['kind'], 'log'> = 'ready'): Need {
  return { name, until: { kind }, restart: false }
}

/** The records of these workers, in their order. */
export function recordsOf(nodes: readonly Node[]): Records {
  const workers = new Map<WorkerId, WorkerRecord>()
  const runs = new Map<RunId, RunRecord>()
  for (const { name, needs = [], kind = 'service', state = active, run } of nodes) {
    const id: WorkerId = `wrk_${name}`
    const runId: RunId = `run_${name}`
    const worker = workerOf({ id, state, run: run && runId })
    workers.set(id, { ...worker, spec: { ...worker.spec, name, needs, kind } })
    if (run) runs.set(runId, { ...runOf({ id: runId, worker: id }), ...run })
  }
  return { workers, runs }
}

/** The worker of that name. */
export function named({ workers }: Records, name: string): WorkerRecord {
  const found = workers.get(`wrk_${name}`)
  if (!found) throw new Error(`there is no ${name} in this graph`)
  return found
}
