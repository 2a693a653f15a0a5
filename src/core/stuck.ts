import type { WorkerId } from './id.ts'
import { type ByName, type Obstacle, obstaclesOf } from './needs.ts'
import type { Records } from './picture.ts'
import { reach } from './reach.ts'
import type { WorkerRecord } from './record.ts'

/**
 * All who wait for what will not come by itself, at whatever distance: those that are left when whoever can still start is
 * taken away, then whoever waits only for these. So those that wait for each other in a circle are among them.
 */
export function stuckOf({ workers, runs }: Records, names: ByName): ReadonlySet<WorkerId> {
  const waiting = [...workers.values()].filter(({ state }) => state.status === 'waiting')
  const stuck = new Set(waiting.map(({ id }) => id))
  const heldUp = new Map<WorkerId, WorkerRecord[]>()
  const missing = new Map<WorkerId, number>()
  const free: WorkerRecord[] = []
  for (const worker of waiting) {
    const obstacles = obstaclesOf(worker, names, { runs })
    const behind = obstacles.flatMap(({ worker: needed }) => (needed?.state.status === 'waiting' ? [needed] : []))
    // When one need is hopeless, no other one counts.
    if (obstacles.some(({ hopeless }) => hopeless)) continue
    missing.set(worker.id, behind.length)
    for (const { id } of behind)
      heldUp
        .set(id, heldUp.get(id) ?? [])
        .get(id)
        ?.push(worker)
    if (behind.length === 0) free.push(worker)
  }
  const release = ({ id }: WorkerRecord): readonly WorkerRecord[] =>
    (heldUp.get(id) ?? []).filter(one => {
      const left = (missing.get(one.id) ?? 0) - 1
      missing.set(one.id, left)
      return left === 0
    })
  for (const { id } of reach(free, release)) stuck.delete(id)
  return stuck
}

/** The need at whose end nothing moves, for one that is stuck; undefined when they wait for each other in a circle. */
export function hopelessFor(worker: WorkerRecord, names: ByName, runs: Pick<Records, 'runs'>): Obstacle | undefined {
  const waitedFor = (one: WorkerRecord): readonly Obstacle[] =>
    one.state.status === 'waiting' ? obstaclesOf(one, names, runs) : []
  const way = reach([worker], one => waitedFor(one).flatMap(({ worker: needed }) => needed ?? []))
  return [...way].flatMap(waitedFor).find(({ hopeless }) => hopeless)
}
