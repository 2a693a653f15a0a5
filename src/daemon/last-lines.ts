import type { RunId } from '../core/id.ts'
import { runFolder } from '../core/paths.ts'
import { stripAll } from '../core/sanitise.ts'
import { openReader } from '../log/read.ts'

const mostLines = 3
const mostBytes = 4 * 1024

/** The last lines that a run has written and that say something, without what only a terminal understands; none when they cannot be read. */
export async function lastLinesOf(runsFolder: string, run: RunId): Promise<readonly string[]> {
  const reader = openReader(runFolder(runsFolder, run))
  try {
    const { end } = await reader.bounds()
    const { chunks } = await reader.read({ from: Math.max(0, end - mostBytes), maxBytes: mostBytes })
    const text = Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()
    const lines = text.split('\n').slice(end > mostBytes ? 1 : 0)
    return lines
      .map(line => stripAll(line).trimEnd())
      .filter(line => line !== '')
      .slice(-mostLines)
  } catch {
    return []
  }
}
