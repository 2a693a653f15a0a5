import { object, type Schema } from '../schemas/shape.ts'

/** What `strays` takes. */
export const straysParams: Schema<Record<string, never>> = object<Record<string, never>>({})
