import { longestPage } from '../../core/page.ts'
import { type Schema, whole } from './shape.ts'

/** How much one page may hold. */
export const pageLimit: Schema<number> = whole(1, longestPage)

/** A place in something that grows, counted from its start. */
export const position: Schema<number> = whole(0, Number.MAX_SAFE_INTEGER)
