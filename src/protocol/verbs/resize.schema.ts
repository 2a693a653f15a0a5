import { object, type Schema, text } from '../schemas/shape.ts'
import { size } from '../schemas/size.ts'
import type { ResizeParams } from './resize.ts'

/** What `resize` takes. */
export const resizeParams: Schema<ResizeParams> = object<ResizeParams>({ token: text(64), size })
