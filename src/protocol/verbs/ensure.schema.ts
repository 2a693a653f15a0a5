import { object, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import type { EnsureParams } from './ensure.ts'

/** What `ensure` takes. */
export const ensureParams: Schema<EnsureParams> = object<EnsureParams>({ spec: workerSpec })
