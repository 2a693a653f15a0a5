import type { Size } from './output.ts'

/** What a terminal showed at a place in its output, and in which modes: text that makes a new one of this size show the same. */
export type Checkpoint = { readonly offset: number; readonly size: Size; readonly state: string }
