import { isId, type RunId, type WorkerId } from '../../core/id.ts'
import { list, type Schema, textOf } from './shape.ts'

/** The id of a worker. */
export const workerId: Schema<WorkerId> = textOf(
  text => isId('wrk', text),
  'the id of a worker (`wrk_` and 32 hex digits)',
)

/** The id of a run. */
export const runId: Schema<RunId> = textOf(text => isId('run', text), 'the id of a run (`run_` and 32 hex digits)')

/** The ids of workers, more than any project has. */
export const workerIds: Schema<readonly WorkerId[]> = list(workerId, 10_000, 'ids of workers')
