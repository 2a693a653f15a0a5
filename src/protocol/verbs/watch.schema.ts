import { flag, object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `watch` takes. */
export const watchParams: Schema<ParamsOf<'watch'>> = object<ParamsOf<'watch'>>({ usage: flag })
