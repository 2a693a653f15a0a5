import { isId, type RunId } from './id.ts'

/** A place in a run's output, as people and programs hand it on: the run and the offset. */
export type Cursor = `${RunId}:${number}`

export type CursorParts = { readonly run: RunId; readonly offset: number }

/** Reads `RUN:OFFSET`; anything else is undefined. */
export function parseCursor(text: string): CursorParts | undefined {
  const [, run, digits] = /^(run_[0-9a-f]+):(\d{1,15})$/.exec(text) ?? []
  if (run === undefined || !isId('run', run)) return undefined
  return { run, offset: Number(digits) }
}

/** The place as a text. */
export function renderCursor({ run, offset }: CursorParts): Cursor {
  return `${run}:${offset}`
}
