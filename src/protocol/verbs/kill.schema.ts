import { workerIds } from '../schemas/id.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import { reason } from '../schemas/text.ts'
import type { KillParams } from './kill.ts'

/** What `kill` takes. */
export const killParams: Schema<KillParams> = object<KillParams>({ workers: workerIds, reason: optional(reason) })
