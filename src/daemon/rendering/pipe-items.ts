import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Moment } from '../../log/export/moments.ts'
import type { Item, Items } from './items.ts'
import { openPause } from './pause.ts'
import { openPipeLines, type PipeLine } from './pipe-lines.ts'

/** A run without a terminal as lines, each when it is complete, with what was said between them. */
export async function* renderPipes(moments: AsyncIterable<Moment>): Items {
  const lines = openPipeLines()
  const pause = openPause()
  for await (const moment of moments) {
    if (moment.kind === 'output') yield* inHandfuls(lines.push(moment.chunk), pause)
    else if (moment.kind === 'gap') yield [...Array.from(lines.flush(), toItem), moment]
    // A question stands before its answer, also when its line goes on behind it; and everything before the end.
    else if (moment.entry.kind === 'input' || isEnd(moment.entry)) yield [...Array.from(lines.flush(), toItem), moment]
    else yield [moment]
    await pause()
  }
  yield Array.from(lines.flush(), toItem)
}

function isEnd(entry: TranscriptEntry): boolean {
  return entry.kind === 'state' && entry.outcome !== undefined
}

/** Few enough to be drawn in a millisecond. */
const handful = 64

async function* inHandfuls(lines: Iterable<PipeLine>, pause: () => Promise<void>): Items {
  let items: Item[] = []
  for (const line of lines) {
    items.push(toItem(line))
    if (items.length < handful) continue
    yield items
    items = []
    await pause()
  }
  yield items
}

function toItem({ stream, shown }: PipeLine): Item {
  return { kind: 'line', spans: shown.spans, isError: stream === 'stderr' }
}
