import { workerId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `end-input` takes. */
export const endInputParams: Schema<ParamsOf<'end-input'>> = object<ParamsOf<'end-input'>>({ worker: workerId })
