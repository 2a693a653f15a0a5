import type { RunId } from '../core/id.ts'
import type { StreamChoice } from '../core/output.ts'
import type { Page } from '../log/page.ts'
import type { LogReader } from '../log/read.ts'
import type { Connection } from '../protocol/connection.ts'

/** A run's output as a client reads it: pages by cursor straight from the files, and a wake when there is more. */
export type OutputSource = LogReader & {
  /** Calls `wake` whenever the output may have grown or the run may have ended; the function that comes back ends it. */
  grew(wake: () => void): () => void
}

export type FollowOrder = {
  readonly from: number
  /** Whether the run has ended: then what is there is all there will be. */
  readonly isComplete: () => boolean
  readonly stream?: StreamChoice
  readonly signal?: AbortSignal
}

/** A connection that also reads output. */
export type Client = Connection & {
  output(run: RunId): OutputSource
  /** Reads a run's output from a cursor to its end, and on as it grows. */
  follow(run: RunId, order: FollowOrder): AsyncIterable<Page>
}
