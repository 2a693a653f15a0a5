import { workerIds } from '../schemas/id.ts'
import { object, oneOf, optional, type Schema } from '../schemas/shape.ts'
import { grace } from '../schemas/stop-policy.ts'
import { reason } from '../schemas/text.ts'
import type { StopParams } from './stop.ts'

/** What `stop` takes. */
export const stopParams: Schema<StopParams> = object<StopParams>({
  workers: workerIds,
  reason: optional(reason),
  graceMs: optional(grace),
  dependants: optional(oneOf({ first: 'first', too: 'too' })),
})
