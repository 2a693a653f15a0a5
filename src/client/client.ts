import type { RunId } from '../core/id.ts'
import type { LogReader } from '../log/read.ts'
import type { Connection } from '../protocol/connection.ts'

/** A run's output as a client reads it: pages by cursor straight from the files, and a wake when there is more. */
export type OutputSource = LogReader & {
  /** Calls `wake` whenever the output grew; the function that comes back ends it. */
  grew(wake: () => void): () => void
}

/** A connection that also reads output. */
export type Client = Connection & { output(run: RunId): OutputSource }
