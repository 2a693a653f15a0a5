import type { Graph } from '../../../core/critical-path.ts'
import type { WorkerId } from '../../../core/id.ts'
import type { Need } from '../../../core/need.ts'
import type { WorkerRecord } from '../../../core/record.ts'
import { selectNames, selectStuck } from '../../known.ts'
import type { Now } from '../../now.ts'

/** Everything that the needs are drawn from. */
export type NeedsFacts = {
  readonly now: Now
  /** What the last try of a worker's check came to. */
  readonly answerOf: (worker: WorkerId) => string | undefined
  /** The workers whose needs are shown: none for those of the project alone. */
  readonly roots: readonly WorkerRecord[]
  /** What these are called together. */
  readonly title: string
  /** How wide a picture may be: what does not fit is cut, for a tree in broken lines is none. */
  readonly columns: number
}

/** A worker in a tree, by its name, and what is needed between it and the one above it. */
export type Bond = { readonly name: string; readonly need: Need | undefined }

/** The graph of the workers that there are now. */
export function graphOf({ living }: Now): Graph {
  return { runs: living.runs, names: selectNames(living), stuck: selectStuck(living) }
}

/** Who needs a worker, by its name, as bonds of it. */
export function bondsUp({ living }: Now): ReadonlyMap<string, readonly Bond[]> {
  const bonds = new Map<string, Bond[]>()
  for (const { spec } of living.workers.values())
    for (const need of spec.needs)
      bonds
        .set(need.name, bonds.get(need.name) ?? [])
        .get(need.name)
        ?.push({ name: spec.name, need })
  return bonds
}
