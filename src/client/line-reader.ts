import type { StreamChoice } from '../core/output.ts'
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

/** The place where the last lines of a run begin. */
export function findLastLines(source: OutputSource, order: LastOrder): Promise<LastLines> {
  return findLast(source, order)
}

/** The place where the line begins that was being written at a time (ms since 1970), or the first one after it. */
export async function placeAtTime(source: OutputSource, timeMs: number, stream: StreamChoice): Promise<OutputPlace> {
  return wholeFrom(source, await source.atTime(timeMs), stream)
}
