import { object, type Schema } from '../schemas/shape.ts'

/** What `leave` takes. */
export const leaveParams: Schema<Record<string, never>> = object<Record<string, never>>({})
