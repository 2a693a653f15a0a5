import type { WorkerId } from '../core/id.ts'
import { type ByName, byName } from '../core/needs.ts'
import { stuckOf } from '../core/stuck.ts'
import type { LivingState } from '../store/living.ts'

type Told = Pick<LivingState, 'workers' | 'runs'>

/** What was found out about the records of one moment; maps are replaced, never changed, so it holds as long as they do. */
type Known = {
  readonly runs: LivingState['runs']
  readonly names: ByName
  readonly stuck: ReadonlySet<WorkerId>
  readonly hasNeeds: boolean
}

const known = new WeakMap<LivingState['workers'], Known>()

/** The workers by their names. */
export function selectNames(told: Told): ByName {
  return know(told).names
}

/** Those that wait for what will not come by itself. */
export function selectStuck(told: Told): ReadonlySet<WorkerId> {
  return know(told).stuck
}

/** Whether some worker needs another. */
export function selectHasNeeds(told: Told): boolean {
  return know(told).hasNeeds
}

function know({ workers, runs }: Told): Known {
  const before = known.get(workers)
  if (before?.runs === runs) return before
  const names = before?.names ?? byName({ workers })
  const hasNeeds = before?.hasNeeds ?? [...workers.values()].some(({ spec }) => spec.needs.length > 0)
  const now = { runs, names, hasNeeds, stuck: stuckOf({ workers, runs }, names) }
  known.set(workers, now)
  return now
}
