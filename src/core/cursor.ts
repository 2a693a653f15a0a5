import type { RunId } from './id.ts'

/**
 * A place in a run's output from which a reader goes on: everything before `offset` was given to it. `back` is 0 unless
 * a line of another stream was unfinished there: that line begins at most so many bytes before, and was not given yet.
 */
export type OutputCursor = { readonly run: RunId; readonly offset: number; readonly back: number }

/** A cursor as text: `RUN:OFFSET`, or `RUN:OFFSET-BACK` where a line of another stream was unfinished. */
export function renderCursor({ run, offset, back }: OutputCursor): string {
  return back > 0 ? `${run}:${offset}-${back}` : `${run}:${offset}`
}

const pattern = /^(run_[^:]+):(\d{1,15})(?:-(\d{1,15}))?$/

/** Reads the text of a cursor; anything else is undefined. */
export function parseCursor(text: string): OutputCursor | undefined {
  const [, run, offset, back = '0'] = pattern.exec(text) ?? []
  if (run === undefined || offset === undefined || Number(back) > Number(offset)) return undefined
  // The pattern has just seen the prefix.
  return { run: run as RunId, offset: Number(offset), back: Number(back) }
}
