import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Living } from '../../store/living.ts'
import type { Line } from '../line.ts'
import { span } from '../line.ts'
import { toSaying } from '../notice.ts'
import { transcriptLines } from '../panels/transcript/rows.ts'
import { openTextPane } from '../panes/text-pane.ts'
import type { BodyPane } from './body-pane.ts'
import type { Paint } from './paint.ts'

/** What the runtime answers at most at once. */
const pageEntries = 256
/** Of a longer conversation its end is shown. */
const mostEntries = 2_000

/** The conversation with a run, read on whenever something was said to it. */
export function openTranscriptBody(
  { runs, onEvents, onRenewed }: Pick<Living, 'runs' | 'onEvents' | 'onRenewed'>,
  run: RunId,
  paint: Paint,
): BodyPane {
  const pane = openTextPane({ follows: true })
  let entries: readonly TranscriptEntry[] = []
  let reads: 'no' | 'yes' | 'again' = 'no'

  function show(lines: readonly Line[]): void {
    pane.setLines(lines.map(paint))
  }

  function refresh(): void {
    const isReading = reads !== 'no'
    reads = isReading ? 'again' : 'yes'
    if (!isReading) void readOn()
  }

  async function readOn(): Promise<void> {
    try {
      entries = await readEntries(entries)
      show(transcriptLines(entries))
    } catch (problem) {
      // When the runtime is there again it is read on.
      if (!isAway(problem)) show([[span(toSaying(problem).text, 'bad')]])
    }
    const isStale = reads === 'again'
    reads = 'no'
    if (isStale) refresh()
  }

  async function readEntries(known: readonly TranscriptEntry[]): Promise<readonly TranscriptEntry[]> {
    const last = known.at(-1)?.sequence
    const start = last ?? Math.max(0, (await runs.transcript(run, 0, 1)).total - mostEntries)
    const { items, total } = await runs.transcript(run, start, pageEntries)
    const all = [...known, ...items].slice(-mostEntries)
    return items.length > 0 && start + items.length < total ? readEntries(all) : all
  }

  const stops = [onEvents(events => events.some(event => event.run === run) && refresh()), onRenewed(refresh)]
  refresh()
  return {
    pane,
    update: () => {},
    nextMatch: () => {},
    modes: undefined,
    close() {
      for (const stop of stops) stop()
      pane.close()
    },
  }
}

function isAway(problem: unknown): boolean {
  return problem instanceof Fault && problem.code === 'unreachable'
}
