import { workerIds } from '../schemas/id.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import { reason } from '../schemas/text.ts'
import type { CancelParams } from './cancel.ts'

/** What `cancel` takes. */
export const cancelParams: Schema<CancelParams> = object<CancelParams>({ workers: workerIds, reason: optional(reason) })
