import { env } from '../schemas/env.ts'
import { workerIds } from '../schemas/id.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import type { StartParams } from './start.ts'

/** What `start` takes. */
export const startParams: Schema<StartParams> = object<StartParams>({ workers: workerIds, inherited: optional(env) })
