import { object, optional, type Schema } from '../schemas/shape.ts'
import { reason } from '../schemas/text.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `down` takes. */
export const downParams: Schema<ParamsOf<'down'>> = object<ParamsOf<'down'>>({ reason: optional(reason) })
