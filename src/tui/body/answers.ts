import type { Evidence, Link } from '../../core/chain.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import { isUnready } from '../../core/ready.ts'
import type { Living } from '../../store/living.ts'
import { type Seen, selectSeen } from '../../store/select.ts'
import type { Now } from '../now.ts'

/** What the runtime has found out about runs beyond their records. It is asked only while that can matter. */
export type Answers = {
  of(run: RunId): Evidence
  /** Asks about what a worker hangs on, when it is on its way up or down. */
  refresh(now: Now, worker: WorkerId): Promise<void>
}

/** Starts with nothing known. */
export function openAnswers({ why }: Pick<Living['manager'], 'why'>): Answers {
  let known: ReadonlyMap<RunId, Evidence> = new Map()
  return {
    of: run => known.get(run) ?? {},
    async refresh({ living }, worker) {
      const seen = selectSeen(living, worker)
      if (!seen || !isOnTheMove(seen)) known = new Map()
      // When the runtime is away, what was heard last stays.
      else
        known = await why(worker).then(
          link => new Map(evidenceIn(link)),
          () => known,
        )
    },
  }
}

function isOnTheMove({ worker, run }: Seen): boolean {
  if (worker.state.status === 'waiting') return true
  return run !== undefined && (isUnready(run) || run.state.status === 'stopping')
}

function evidenceIn({ run, answer, heldUpBy, lastLines, because }: Link): ReadonlyArray<readonly [RunId, Evidence]> {
  const own = run === undefined ? [] : [[run, { answer, processes: heldUpBy, lines: lastLines }] as const]
  return [...own, ...because.flatMap(evidenceIn)]
}
