import type { WorkerRecord } from '../../core/record.ts'
import type { WorkerState } from '../../core/worker.ts'
import { count, object, oneOf, optional, type Shape, tagged, word } from '../shape.ts'
import { actor, outcome } from './outcome.ts'
import { runId, workerId } from './process.ts'
import { attempts, spec } from './spec.ts'

/** Where a worker stands. */
export const workerState: Shape<WorkerState> = tagged<WorkerState, 'status'>('status', {
  idle: object({ status: word('idle') }),
  waiting: object({ status: word('waiting'), sinceMs: count, by: actor, failures: count }),
  active: object({
    status: word('active'),
    sequel: oneOf({ policy: true, restart: true, rest: true }),
    failures: count,
  }),
  backoff: object({
    status: word('backoff'),
    untilMs: count,
    failures: count,
    attempts,
    epoch: count,
    outcome,
  }),
  scheduled: object({ status: word('scheduled'), dueMs: count, epoch: count }),
  ended: object({ status: word('ended'), outcome: optional(outcome) }),
  'gave-up': object({ status: word('gave-up'), outcome, failures: count }),
})

/** What is wanted of a worker. */
export const wanted: Shape<WorkerRecord['wanted']> = oneOf({ up: true, down: true })

/** Whether a worker stands in a file. */
export const origin: Shape<WorkerRecord['origin']> = oneOf({ config: true, 'ad-hoc': true })

/** A worker of the catalogue. */
export const workerRecord: Shape<WorkerRecord> = object<WorkerRecord>({
  id: workerId,
  spec,
  owner: actor,
  origin,
  wanted,
  state: workerState,
  run: optional(runId),
  restarts: count,
  createdAtMs: count,
})
