import type { SpecChange } from '../core/difference.ts'
import type { RunId, WorkerId, WorkerRef } from '../core/id.ts'
import type { Outcome } from '../core/outcome.ts'
import type { WorkerWord } from '../core/record.ts'
import type { Verdict } from '../core/verdict.ts'

/** What comes back from a change of a worker: where it stands now and the event that says so. */
export type Acknowledgement = {
  readonly ref: WorkerRef
  readonly name: string
  readonly status: WorkerWord
  readonly eventId: number
  /** False when it was so already and nothing was changed. */
  readonly changed: boolean
}

/** What comes back from taking a worker in: of one that runs, also what of it only another run can change. */
export type TakenIn = Acknowledgement & { readonly pending: readonly SpecChange[] }

/** What comes back from a stop of a worker: how its run ended and what became of every process. */
export type Stopped = Acknowledgement & {
  readonly worker: WorkerId
  readonly run: RunId | undefined
  readonly outcome: Outcome | undefined
  readonly verdict: Verdict | undefined
}
