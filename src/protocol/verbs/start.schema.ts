import { workerIds } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `start` takes. */
export const startParams: Schema<ParamsOf<'start'>> = object<ParamsOf<'start'>>({ workers: workerIds })
