import type { Need } from './need.ts'
import { describeOutcome, statusOf } from './outcome.ts'
import type { Picture } from './picture.ts'
import { isReady } from './ready.ts'
import { isLive, type RunRecord, type WorkerRecord } from './record.ts'

/** A need that has not come, of which worker, and what is known about it. */
export type Obstacle = {
  readonly need: Need
  /** The worker that is needed; none when there is no such worker. */
  readonly worker: WorkerRecord | undefined
  readonly run: RunRecord | undefined
  /** Why nothing is on its way that could bring it: somebody has to do something. */
  readonly hopeless: string | undefined
}

/** Workers by their names. */
export type ByName = ReadonlyMap<string, WorkerRecord>

/** The workers of a picture by their names. */
export function byName({ workers }: Pick<Picture, 'workers'>): ByName {
  return new Map(Array.from(workers.values(), worker => [worker.spec.name, worker]))
}

type Runs = Pick<Picture, 'runs'>

/** What stands in the way of a worker's start; nothing when it may start now. */
export function obstaclesOf({ spec }: WorkerRecord, workers: ByName, { runs }: Runs): readonly Obstacle[] {
  return spec.needs.flatMap(need => {
    const worker = workers.get(need.name)
    const run = worker?.run && runs.get(worker.run)
    if (worker && isMet(need, worker, run || undefined)) return []
    return [{ need, worker, run: run || undefined, hopeless: hopelessness(need, worker, run || undefined) }]
  })
}

function isMet({ until }: Need, { state }: WorkerRecord, run: RunRecord | undefined): boolean {
  if (!run) return false
  const isActive = state.status === 'active'
  switch (until.kind) {
    case 'started':
      return (isActive && run.startedAtMs !== undefined) || hasCompleted(run)
    case 'ready':
      return isActive && isReady(run)
    case 'healthy':
      return isActive && isReady(run) && run.healthyAtMs !== undefined
    case 'completed':
      return !isActive && hasCompleted(run)
    case 'ended':
      return !isActive && !isLive(run)
    case 'log':
      return run.matched.includes(until.pattern) && (isActive || hasCompleted(run))
  }
}

function hasCompleted({ state, success }: RunRecord): boolean {
  return state.status === 'ended' && statusOf(state.outcome, success) === 'completed'
}

/** What is on its way may bring what is needed; what rests does not move by itself. */
function hopelessness(
  { name }: Need,
  worker: WorkerRecord | undefined,
  run: RunRecord | undefined,
): string | undefined {
  if (!worker) return `there is no worker ${name}`
  const { state } = worker
  switch (state.status) {
    case 'idle':
      return `nobody has started ${name}`
    case 'gave-up':
      return `${name} has given up: ${describeOutcome(state.outcome)}`
    case 'ended':
      return run?.state.status === 'ended' ? `${name} ${describeOutcome(run.state.outcome)}` : `${name} was stopped`
    case 'active':
      return state.sequel === 'rest' ? `${name} is being stopped` : undefined
    default:
      return undefined
  }
}

/** Whether a worker waits for what will not come by itself, at whatever distance: somebody has to do something. */
export function isStuck(worker: WorkerRecord, workers: ByName, runs: Runs): boolean {
  const way = new Set([worker])
  // What is added while it is gone through is gone through too.
  for (const one of way) {
    if (one.state.status !== 'waiting') continue
    for (const { hopeless, worker: needed } of obstaclesOf(one, workers, runs)) {
      if (hopeless !== undefined || needed === worker) return true
      if (needed) way.add(needed)
    }
  }
  return false
}

/** These workers and all that they need, and what those need in turn, as far as it is not there yet: in no order. */
export function withNeeds(asked: readonly WorkerRecord[], workers: ByName, runs: Runs): ReadonlySet<WorkerRecord> {
  const all = new Set(asked)
  // What is added while it is gone through is gone through too.
  for (const worker of all) {
    for (const { worker: needed } of obstaclesOf(worker, workers, runs)) if (needed) all.add(needed)
  }
  return all
}

/** Who needs a worker, of some. */
export function dependantsOf({ spec }: WorkerRecord, some: Iterable<WorkerRecord>): readonly WorkerRecord[] {
  return [...some].filter(one => one.spec.needs.some(({ name }) => name === spec.name))
}

/** The same workers, each before those that it needs. */
export function dependantsFirst(workers: readonly WorkerRecord[]): readonly WorkerRecord[] {
  const names = new Map(workers.map(worker => [worker.spec.name, worker]))
  const seen = new Set<WorkerRecord>()
  const order: WorkerRecord[] = []
  const visit = (worker: WorkerRecord): void => {
    if (seen.has(worker)) return
    seen.add(worker)
    for (const { name } of worker.spec.needs) {
      const needed = names.get(name)
      if (needed) visit(needed)
    }
    order.push(worker)
  }
  for (const worker of workers) visit(worker)
  return order.reverse()
}
