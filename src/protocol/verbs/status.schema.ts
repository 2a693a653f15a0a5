import { object, type Schema } from '../schemas/shape.ts'

/** What `status` takes. */
export const statusParams: Schema<Record<string, never>> = object<Record<string, never>>({})
