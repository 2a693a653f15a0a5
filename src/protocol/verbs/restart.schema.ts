import { workerIds } from '../schemas/id.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import { grace } from '../schemas/stop-policy.ts'
import { reason } from '../schemas/text.ts'
import type { RestartParams } from './restart.ts'

/** What `restart` takes. */
export const restartParams: Schema<RestartParams> = object<RestartParams>({
  workers: workerIds,
  reason: optional(reason),
  graceMs: optional(grace),
})
