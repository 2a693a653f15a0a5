import { workerId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `execute` takes. */
export const executeParams: Schema<ParamsOf<'execute'>> = object<ParamsOf<'execute'>>({ worker: workerId })
