import { runId, workerId } from '../schemas/id.ts'
import { pageLimit } from '../schemas/page.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import type { RunsParams } from './runs.ts'

/** What `runs` takes. */
export const runsParams: Schema<RunsParams> = object<RunsParams>({
  worker: optional(workerId),
  limit: pageLimit,
  before: optional(runId),
})
