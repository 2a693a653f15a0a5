import type { Place } from '../../text/source.ts'

/** A script by its name in the file, and the one that it has here. */
export type Script = { readonly key: string; readonly name: string; readonly line: string; readonly place: Place }
