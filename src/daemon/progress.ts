import type { RunId } from '../core/id.ts'
import type { KeeperFact } from '../core/keeper.ts'

/** How far live runs have come: the end of their output, and for how long they are up, on a clock that does not jump. */
export type Progress = {
  note(fact: KeeperFact): void
  /** How far the output of a live run has grown. */
  endOf(run: RunId): number
  /** From the spawn to the exit, in ms; 0 for a run that never had a process here. */
  uptimeMs(run: RunId): number
  forget(run: RunId): void
}

type Known = { end: number; readonly spawnedAtMs: number | undefined; uptimeMs: number }

/** Opens the progress of runs, of which none is known yet. */
export function openProgress(): Progress {
  const runs = new Map<RunId, Known>()

  return {
    note(fact) {
      const known = runs.get(fact.run) ?? { end: 0, spawnedAtMs: undefined, uptimeMs: 0 }
      if (fact.kind === 'spawned') {
        runs.set(fact.run, { ...known, spawnedAtMs: performance.now() })
        return
      }
      runs.set(fact.run, known)
      if (fact.kind === 'grew' || fact.kind === 'drained') known.end = fact.end
      if (fact.kind !== 'exited') return
      known.end = fact.offset
      if (known.spawnedAtMs !== undefined) known.uptimeMs = performance.now() - known.spawnedAtMs
    },
    endOf: run => runs.get(run)?.end ?? 0,
    uptimeMs: run => runs.get(run)?.uptimeMs ?? 0,
    forget(run) {
      runs.delete(run)
    },
  }
}
