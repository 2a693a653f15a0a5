import type { Size } from '../../core/output.ts'
import { object, type Schema, whole } from './shape.ts'

// The kernel keeps both in 16 bits.
const cells = whole(1, 65_535)

/** A terminal's size. */
export const size: Schema<Size> = object<Size>({ columns: cells, rows: cells })
