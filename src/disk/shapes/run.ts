import type { RunRecord } from '../../core/record.ts'
import type { RunState, RunStatus } from '../../core/run.ts'
import { count, flag, list, object, oneOf, optional, type Shape, tagged, text, word } from '../shape.ts'
import { actor, cause, outcome } from './outcome.ts'
import { processIdentity, runId, treeProcess, verdict, workerId } from './process.ts'

/** The word for where a run stands. */
export const runStatus: Shape<RunStatus> = oneOf<RunStatus>({
  created: true,
  queued: true,
  starting: true,
  running: true,
  stopping: true,
  draining: true,
  ended: true,
})

/** Where a run stands. */
export const runState: Shape<RunState> = tagged<RunState, 'status'>('status', {
  created: object({ status: word('created'), sinceMs: count }),
  queued: object({ status: word('queued'), sinceMs: count }),
  starting: object({ status: word('starting'), sinceMs: count }),
  running: object({ status: word('running'), sinceMs: count, process: optional(processIdentity) }),
  stopping: object({
    status: word('stopping'),
    sinceMs: count,
    process: optional(processIdentity),
    cause,
    urgent: flag,
  }),
  draining: object({ status: word('draining'), sinceMs: count, outcome }),
  ended: object({ status: word('ended'), sinceMs: count, outcome }),
})

/** Everything kept about one run. */
export const runRecord: Shape<RunRecord> = object<RunRecord>({
  id: runId,
  worker: workerId,
  session: optional(text),
  attempt: count,
  previous: optional(runId),
  actor,
  command: text,
  cwd: text,
  tty: flag,
  success: list(count),
  state: runState,
  queuedAtMs: count,
  startedAtMs: optional(count),
  endedAtMs: optional(count),
  pid: optional(count),
  readyAtMs: optional(count),
  // Runs that were kept before there were checks had none.
  isChecked: value => (value === undefined ? false : flag(value)),
  healthyAtMs: optional(count),
  matched: value => (value === undefined ? [] : list(text)(value)),
  pausedAtMs: optional(count),
  importedAtMs: optional(count),
  verdict: optional(verdict),
  left: list(treeProcess),
  // Rows of the first version have none: whatever is told of their runs is news.
  facts: value => (value === undefined ? 0 : count(value)),
})
