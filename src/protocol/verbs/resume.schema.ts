import { workerIds } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `resume` takes. */
export const resumeParams: Schema<ParamsOf<'resume'>> = object<ParamsOf<'resume'>>({ workers: workerIds })
