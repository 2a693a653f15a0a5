import type { RunId } from '../core/id.ts'
import type { KeeperFact } from '../core/keeper.ts'

/** How far live runs have come: the end of their output, and for how long they were up. */
export type Progress = {
  note(fact: KeeperFact): void
  /** How far the output of a live run has grown. */
  endOf(run: RunId): number
  /** From the spawn to the exit, in ms, on a clock that does not jump; undefined for an exit that nobody saw. */
  uptimeMs(run: RunId): number | undefined
  forget(run: RunId): void
}

type Known = { readonly end: number; readonly uptimeMs: number | undefined }

const nothing: Known = { end: 0, uptimeMs: undefined }

/** Opens the progress of runs, of which none is known yet. */
export function openProgress(): Progress {
  const runs = new Map<RunId, Known>()
  const knownOf = (run: RunId): Known => runs.get(run) ?? nothing

  return {
    note(fact) {
      const known = knownOf(fact.run)
      if (fact.kind === 'grew' || fact.kind === 'drained') runs.set(fact.run, { ...known, end: fact.end })
      if (fact.kind === 'exited') runs.set(fact.run, { end: fact.offset, uptimeMs: fact.uptimeMs })
    },
    endOf: run => knownOf(run).end,
    uptimeMs: run => knownOf(run).uptimeMs,
    forget(run) {
      runs.delete(run)
    },
  }
}
