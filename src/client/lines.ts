import type { RunId } from '../core/id.ts'
import { type Line, LineSplitter } from '../log/lines.ts'
import type { Client, FollowOrder } from './client.ts'

/** One line of a run's output, as files and clients have it. */
export type OutputLine = Line

/** Starts cutting pages into lines, for a client that reads them by itself. */
export function createSplitter(): LineSplitter {
  return new LineSplitter()
}

/** A run's output line by line as it grows; the unfinished last line comes when the run has ended. */
export async function* followLines(client: Client, run: RunId, order: FollowOrder): AsyncGenerator<Line> {
  const splitter = new LineSplitter()
  for await (const { chunks } of client.follow(run, order)) {
    for (const chunk of chunks) yield* splitter.push(chunk)
  }
  yield* splitter.unfinished()
}
