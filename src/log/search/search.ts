import type { Stream } from '../../core/output.ts'
import { createLineCleaner } from '../../core/shown-line.ts'
import { LineSplitter } from '../lines.ts'
import type { Matcher } from '../match.ts'
import { readShape } from '../shape.ts'
import { findTime } from '../time.ts'
import { readBlocks } from './block.ts'
import { type Finder, openFinder } from './finder.ts'
import { strip } from './strip.ts'
import { placeOf, slice, type View, ViewCutter } from './view.ts'

/** A line that matches, as it is shown: without what steers a terminal, its redraws collapsed. */
export type FoundLine = {
  readonly stream: Stream
  /** Where in the run it begins, and the place after it. */
  readonly offset: number
  readonly end: number
  readonly timeMs: number
  readonly text: string
}

/** Looks through a run's output with the means of `matcher`. */
export type Search = {
  /** The lines of a run that match, some at a time, in the order in which they begin; only of what was written at a time or later. */
  run(folder: string, sinceMs: number | undefined): AsyncGenerator<readonly FoundLine[]>
}

/** Makes a search ready. It holds two blocks of a run and one of its lines at a time, whatever there is. */
export function openSearch(matcher: Matcher, deadlineMs?: number): Search {
  const find = openFinder(matcher.expression, deadlineMs)

  async function* run(folder: string, sinceMs: number | undefined): AsyncGenerator<readonly FoundLine[]> {
    const shape = await readShape(folder)
    const from = sinceMs === undefined ? 0 : await findTime(folder, shape, sinceMs)
    const cutter = new ViewCutter()
    for await (const block of readBlocks(folder, shape, from)) {
      const found = cutter.push(block).flatMap(view => findIn(view, find, matcher))
      if (found.length > 0) yield inOrder(found, sinceMs)
    }
    const rest = cutter.flush().flatMap(view => findIn(view, find, matcher))
    if (rest.length > 0) yield inOrder(rest, sinceMs)
  }

  return { run }
}

function inOrder(found: readonly FoundLine[], sinceMs = 0): readonly FoundLine[] {
  return found.filter(({ timeMs }) => timeMs >= sinceMs).toSorted((one, other) => one.offset - other.offset)
}

/** The lines that may match are told from those that do by the way in which they are shown. */
function findIn(view: View, find: Finder, matcher: Matcher): FoundLine[] {
  const { bytes, origin } = strip(view.bytes)
  const lines = find(bytes).flatMap(at => toLines(view, origin(at)))
  return matcher.among(lines.map(({ text }) => text)).flatMap(at => lines[at] ?? [])
}

const newline = 10

/** The line of a byte: several where it is longer than lines may be. */
function toLines(view: View, at: number): FoundLine[] {
  const start = at === 0 ? 0 : view.bytes.lastIndexOf(newline, at - 1) + 1
  const stop = view.bytes.indexOf(newline, at) + 1 || view.bytes.length
  const { stream, bytes } = slice(view, start, stop)
  const splitter = new LineSplitter()
  const cleaner = createLineCleaner({ keep: 'nothing' })
  const lines = [...splitter.push({ stream, offset: 0, timeMs: 0, bytes }), ...splitter.flush()]
  return lines.map(line => {
    const { offset, timeMs } = placeOf(view, start + line.offset)
    const end = placeOf(view, start + line.end - 1).offset + 1
    return { stream, offset, end, timeMs, text: cleaner.clean(line) }
  })
}
