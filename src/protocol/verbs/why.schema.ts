import { workerId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `why` takes. */
export const whyParams: Schema<ParamsOf<'why'>> = object<ParamsOf<'why'>>({ worker: workerId })
