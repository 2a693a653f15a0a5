import type { OutputMatcher } from '../../client/match.ts'
import type { SearchedLine } from '../../client/search.ts'
import { renderCursor } from '../../core/cursor.ts'
import type { RunId } from '../../core/id.ts'
import { toIso, toJsonLine } from '../json.ts'

export type FoundStyle = { readonly json: boolean; readonly colour: boolean }

/** Whose a line is. */
export type Whose = { readonly run: RunId; readonly worker: string }

/** Writes lines that were found: `worker run time: line`, with the matches marked where there are colours. */
export function openFoundPainter(
  matcher: OutputMatcher,
  { json, colour }: FoundStyle,
): (line: SearchedLine, whose: Whose) => string {
  if (json) return (line, whose) => toJsonLine(toDocument(line, whose))
  return ({ text, timeMs }, { run, worker }) => {
    const head = `${worker} ${run} ${toIso(timeMs)}:`
    return colour ? `\x1b[2m${head}\x1b[0m ${mark(text, matcher)}\n` : `${head} ${text}\n`
  }
}

function toDocument({ stream, timeMs, end, text }: SearchedLine, whose: Whose): Readonly<Record<string, unknown>> {
  const cursor = renderCursor({ run: whose.run, offset: end, back: 0 })
  return { ...whose, stream, time: toIso(timeMs), cursor, text }
}

function mark(text: string, matcher: OutputMatcher): string {
  let marked = ''
  let at = 0
  for (const { from, to } of matcher.spans(text)) {
    marked += `${text.slice(at, from)}\x1b[1;31m${text.slice(from, to)}\x1b[0m`
    at = to
  }
  return marked + text.slice(at)
}
