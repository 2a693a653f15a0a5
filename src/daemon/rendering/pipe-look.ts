import { runFolder } from '../../core/paths.ts'
import type { RunRecord } from '../../core/record.ts'
import { readStretches } from '../../log/export/pages.ts'
import { openReader } from '../../log/read.ts'
import { clipSpans } from '../../screen/cut.ts'
import { renderLine } from '../../screen/lines.ts'
import type { Parts } from '../parts.ts'
import type { Look } from './look.ts'
import { openPause } from './pause.ts'
import { openPipeLines, type PipeLine } from './pipe-lines.ts'
import { firstSize, toShowable } from './size.ts'
import type { LookOrder } from './terminal-look.ts'

/** Further back than this no last lines are looked for. */
const mostBytes = 1024 * 1024

/** The last lines of a run without a terminal, as many as a screen has rows. */
export async function lookAtLines(parts: Parts, run: RunRecord, { history }: LookOrder): Promise<Look> {
  const size = toShowable(firstSize(parts, run))
  const reader = openReader(runFolder(parts.world.runsFolder, run.id))
  const { end } = await reader.bounds()
  const from = await reader.tail({ lines: size.rows + history, maxBytes: mostBytes, before: end })
  const lines = openPipeLines()
  const all: PipeLine[] = []
  const pause = openPause()
  for await (const stretch of readStretches(reader, end, from)) {
    for (const line of stretch.kind === 'gap' ? lines.flush() : lines.push(stretch.chunk)) {
      all.push(line)
      await pause()
    }
  }
  all.push(...lines.flush())
  return toLook(all.sort((one, other) => one.offset - other.offset).slice(-(size.rows + history)), size, end)
}

function toLook(lines: readonly PipeLine[], size: Look['size'], offset: number): Look {
  const shownAt = (at: number): PipeLine['shown'] | undefined => lines[at]?.shown
  return {
    tty: false,
    size,
    history: Math.max(0, lines.length - size.rows),
    count: lines.length,
    cursor: undefined,
    alternateScreen: false,
    title: '',
    offset,
    text: at => shownAt(at)?.text ?? '',
    ansi(at) {
      const shown = shownAt(at)
      return shown ? renderLine(shown, shown.width) : ''
    },
    // A picture is as wide as a terminal would be.
    spans: at => clipSpans(shownAt(at)?.spans ?? [], size.columns),
    close: () => undefined,
  }
}
