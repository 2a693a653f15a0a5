import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `subscribe` takes. */
export const subscribeParams: Schema<ParamsOf<'subscribe'>> = object<ParamsOf<'subscribe'>>({})
