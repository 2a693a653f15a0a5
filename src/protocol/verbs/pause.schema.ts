import { workerIds } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `pause` takes. */
export const pauseParams: Schema<ParamsOf<'pause'>> = object<ParamsOf<'pause'>>({ workers: workerIds })
