import type { StreamChoice } from '../core/output.ts'
import { countLines as count } from '../log/count.ts'
import { type LinePlace, LineReader, type Read } from '../log/line-reader.ts'
import { findLast, type LastLines, type LastOrder, wholeFrom } from '../log/line-start.ts'
import type { OutputSource } from './client.ts'

/** A place in a run's output, and what is read from there on. */
export type OutputPlace = LinePlace
export type OutputRead = Read
export type OutputLines = Pick<LineReader, 'read' | 'rest'>

/** Reads a run's lines from a place on. */
export function openLines(source: OutputSource, from: OutputPlace, stream: StreamChoice): OutputLines {
  return new LineReader(source, { from, stream })
}

/** How much output a run has, where what is kept of it begins, and how many lines that is. */
export type MeasuredOutput = { readonly firstAvailable: number; readonly end: number; readonly lines: number }

/** Measures a run's output as it is now; its lines are counted, which takes as long as there is much of it. */
export async function measureOutput(source: OutputSource): Promise<MeasuredOutput> {
  const bounds = await source.bounds()
  return { ...bounds, lines: await countLines(source, bounds) }
}

/** How many lines of a run's output are kept between two places. */
export function countLines(
  source: OutputSource,
  bounds: Pick<MeasuredOutput, 'firstAvailable' | 'end'>,
): Promise<number> {
  return count(source, bounds)
}

/** The place where the last lines of a run begin. */
export function findLastLines(source: OutputSource, order: LastOrder): Promise<LastLines> {
  return findLast(source, order)
}

/** The place where the line begins that was being written at a time (ms since 1970), or the first one after it. */
export async function placeAtTime(source: OutputSource, timeMs: number, stream: StreamChoice): Promise<OutputPlace> {
  return wholeFrom(source, await source.atTime(timeMs), stream)
}
