import type { RunWord } from '../../core/record.ts'
import { runId, workerId } from '../schemas/id.ts'
import { pageLimit, position } from '../schemas/page.ts'
import { list, object, oneOf, optional, type Schema, text } from '../schemas/shape.ts'
import type { RunsParams } from './runs.ts'

const runWord = oneOf<RunWord>({
  created: 'created',
  queued: 'queued',
  starting: 'starting',
  running: 'running',
  ready: 'ready',
  paused: 'paused',
  stopping: 'stopping',
  completed: 'completed',
  failed: 'failed',
  stopped: 'stopped',
  cancelled: 'cancelled',
  'timed-out': 'timed-out',
  killed: 'killed',
  lost: 'lost',
})

/** What `runs` takes. */
export const runsParams: Schema<RunsParams> = object<RunsParams>({
  worker: optional(workerId),
  statuses: optional(list(runWord, 20, 'statuses')),
  sinceMs: optional(position),
  begins: optional(text(64)),
  limit: pageLimit,
  before: optional(runId),
})
