import type { OutputLine } from '../client/lines.ts'
import type { RunId } from '../core/id.ts'
import { documentVersion, toIso } from './json.ts'
import type { StreamRender } from './stream.ts'

/** A stream as programs read it: an object for each line of output, and for each thing that happened. */
export const jsonStream: StreamRender = {
  line: (worker, run, line) => renderJsonLine({ worker, ...toLineDocument(run, line) }),
  event: (worker, { run, kind, timeMs, message }) =>
    renderJsonLine({ worker, run, event: kind, time: toIso(timeMs), message }),
}

/** One object of a stream. */
export function renderJsonLine(document: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ v: documentVersion, ...document })}\n`
}

/** A line of a run's output, as programs read it; the cursor is where the next one begins. */
export function toLineDocument(
  run: RunId,
  { stream, timeMs, end, text }: OutputLine,
): Readonly<Record<string, unknown>> {
  return { run, stream, time: toIso(timeMs), cursor: `${run}:${end}`, text }
}
