import type { SkepEvent } from '../core/event.ts'
import type { RunId, WorkerRef } from '../core/id.ts'
import type { RunRecord } from '../core/record.ts'
import type { Executing } from '../protocol/verbs/execute.ts'
import type { Events } from './events.ts'
import type { Link } from './link.ts'
import { type OutputChunk, type OutputLine, type OutputOptions, readLines, readOutput } from './output.ts'
import { followRunEvents } from './run-events.ts'
import type { RunResult } from './run-result.ts'
import type { RunStatus } from './view.ts'

/** One run, to watch and to cancel. It may be let go of at any time: the run does not need it. */
export type RunHandle = {
  readonly id: RunId
  /** The worker that it is a run of. */
  readonly ref: WorkerRef
  /** The owner of the run; undefined while nobody owns runs through the library. */
  readonly session: RunRecord['session']
  /** Everything that is kept of the run, as of now. */
  snapshot(): Promise<RunRecord>
  /** Its events from the first one on, each once, until it has ended. */
  events(): AsyncIterable<SkepEvent>
  status(): Promise<RunStatus>
  /** Resolves with its result when it has ended, however often it is asked. */
  wait(): Promise<RunResult>
  /**
   * Asks it to end, and answers at once: true when it is being cancelled (`stopping` until that has settled, then
   * `cancelled`), false when it has ended or when something else is ending it. Nothing but this run is touched.
   */
  cancel(reason?: string): Promise<boolean>
  output(options?: OutputOptions): AsyncIterable<OutputChunk>
  lines(options?: OutputOptions): AsyncIterable<OutputLine>
}

export type HandleParts = {
  readonly link: Link
  readonly events: Events
  readonly status: (run: RunId) => Promise<RunStatus>
  readonly wait: (run: RunId) => Promise<RunResult>
}

/** The handle of a run that has just been begun. */
export function toHandle(begun: Executing, { link, events, status, wait }: HandleParts): RunHandle {
  const { id: run, session } = begun.run
  return {
    ...{ id: run, ref: begun.acknowledged.ref, session },
    snapshot: async () => (await link.ask('run-record', { run })).run,
    events: () => followRunEvents(events, { run, after: begun.after }),
    status: () => status(run),
    wait: () => wait(run),
    async cancel(reason) {
      const { accepted } = await link.ask('cancel-run', { run, ...(reason === undefined ? {} : { reason }) })
      return accepted
    },
    output: (options = {}) => readOutput(link, { run, options }),
    lines: (options = {}) => readLines(link, { run, options }),
  }
}
