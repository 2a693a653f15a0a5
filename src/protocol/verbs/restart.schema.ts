import { workerIds } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `restart` takes. */
export const restartParams: Schema<ParamsOf<'restart'>> = object<ParamsOf<'restart'>>({ workers: workerIds })
