import type { Need } from './need.ts'
import { describeOutcome, statusOf } from './outcome.ts'
import type { Records } from './picture.ts'
import { reach } from './reach.ts'
import { isReady } from './ready.ts'
import { isLive, isOnItsWay, type RunRecord, type WorkerRecord } from './record.ts'
import type { WorkerSpec } from './spec.ts'

/** A need that has not come, of which worker, and what is known about it. */
export type Obstacle = {
  readonly need: Need
  /** The worker that is needed; none when there is no such worker. */
  readonly worker: WorkerRecord | undefined
  /** Why nothing is on its way that could bring it: somebody has to do something. */
  readonly hopeless: string | undefined
}

/** Workers by their names. */
export type ByName = ReadonlyMap<string, WorkerRecord>

/** The workers of a picture by their names. */
export function byName({ workers }: Pick<Records, 'workers'>): ByName {
  return new Map(Array.from(workers.values(), worker => [worker.spec.name, worker]))
}

type Runs = Pick<Records, 'runs'>

/** What stands in the way of a worker's start; nothing when it may start now. */
export function obstaclesOf({ spec }: WorkerRecord, workers: ByName, { runs }: Runs): readonly Obstacle[] {
  return spec.needs.flatMap(need => {
    const worker = workers.get(need.name)
    const run = worker?.run ? runs.get(worker.run) : undefined
    return worker && isMet(need, worker, run) ? [] : [{ need, worker, hopeless: hopelessness(need, worker, run) }]
  })
}

function isMet({ until }: Need, { state }: WorkerRecord, run: RunRecord | undefined): boolean {
  if (!run) return false
  const isActive = state.status === 'active'
  // What is about to start again has to come to it again.
  const isDone = !isActive && state.status !== 'waiting' && state.status !== 'backoff'
  switch (until.kind) {
    case 'started':
      return (isActive && run.state.status === 'running') || (isDone && hasCompleted(run))
    case 'ready':
      return isActive && isReady(run)
    case 'healthy':
      return isActive && isReady(run) && run.healthyAtMs !== undefined
    case 'completed':
      return isDone && hasCompleted(run)
    case 'ended':
      return isDone && !isLive(run)
    case 'log':
      return run.matched.includes(until.pattern) && (isActive || (isDone && hasCompleted(run)))
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
  const waitedFor = (one: WorkerRecord): readonly Obstacle[] =>
    one.state.status === 'waiting' ? obstaclesOf(one, workers, runs) : []
  const way = reach([worker], one => waitedFor(one).flatMap(({ worker: needed }) => needed ?? []))
  return [...way].some(one => waitedFor(one).some(({ hopeless, worker: needed }) => hopeless || needed === worker))
}

/** These workers and all that they need, and what those need in turn, as far as it is not there yet. */
export function withNeeds(asked: Iterable<WorkerRecord>, workers: ByName, runs: Runs): ReadonlySet<WorkerRecord> {
  return reach(asked, worker => obstaclesOf(worker, workers, runs).flatMap(({ worker: needed }) => needed ?? []))
}

/** These workers and all of others that need them, or need one that does, as far as they are on their way. */
export function withDependants(
  asked: Iterable<WorkerRecord>,
  others: Iterable<WorkerRecord>,
): ReadonlySet<WorkerRecord> {
  const some = [...others].filter(isOnItsWay)
  return reach(asked, worker => dependantsOf(worker, some))
}

/** Who needs a worker, of some. */
export function dependantsOf({ spec }: WorkerRecord, some: Iterable<WorkerRecord>): readonly WorkerRecord[] {
  return [...some].filter(one => one.spec.needs.some(({ name }) => name === spec.name))
}

/** The same workers, each before those that it needs. */
export function dependantsFirst<Worker extends Specified>(workers: readonly Worker[]): readonly Worker[] {
  return neededFirst(workers).toReversed()
}

/** What is looked at of a worker to put it in order. */
export type Specified = { readonly spec: Pick<WorkerSpec, 'name' | 'needs'> }

/** The same workers, each after those that it needs. */
export function neededFirst<Worker extends Specified>(workers: readonly Worker[]): readonly Worker[] {
  const names = new Map(workers.map(worker => [worker.spec.name, worker]))
  const seen = new Set<Worker>()
  const order: Worker[] = []
  const visit = (worker: Worker): void => {
    if (seen.has(worker)) return
    seen.add(worker)
    for (const { name } of worker.spec.needs) {
      const needed = names.get(name)
      if (needed) visit(needed)
    }
    order.push(worker)
  }
  for (const worker of workers) visit(worker)
  return order
}
