import { object, type Schema } from '../schemas/shape.ts'

/** What `doctor` takes. */
export const doctorParams: Schema<Record<string, never>> = object<Record<string, never>>({})
