import { workerIds } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `remove` takes. */
export const removeParams: Schema<ParamsOf<'remove'>> = object<ParamsOf<'remove'>>({ workers: workerIds })
