import { runId } from '../schemas/id.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import { reason } from '../schemas/text.ts'
import type { CancelRunParams } from './cancel-run.ts'

/** What `cancel-run` takes. */
export const cancelRunParams: Schema<CancelRunParams> = object<CancelRunParams>({
  run: runId,
  reason: optional(reason),
})
