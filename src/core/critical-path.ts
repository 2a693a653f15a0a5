import type { WorkerId } from './id.ts'
import type { Need, NeedUntil } from './need.ts'
import { type ByName, type Obstacle, obstaclesOf } from './needs.ts'
import { statusOf } from './outcome.ts'
import type { Records } from './picture.ts'
import type { RunRecord, WorkerRecord } from './record.ts'

/** Workers and their needs, with who waits in vain (`stuckOf`). */
export type Graph = Pick<Records, 'runs'> & { readonly names: ByName; readonly stuck: ReadonlySet<WorkerId> }

/** One worker of a path: when it began, and when it came to what the next one needed of it. Wall times in ms. */
export type Leg = {
  readonly name: string
  /** None when there is no worker of that name. */
  readonly worker: WorkerRecord | undefined
  /** What the next one needs of it; of the last one, what it is there for. */
  readonly until: NeedUntil
  readonly startedAtMs: number | undefined
  /** Undefined while it has not come to that, and for a line of output, whose time is not kept. */
  readonly cameAtMs: number | undefined
}

/**
 * The chain of needs that decided when a worker could start, the first leg being the one that needed nothing more, the last
 * the worker itself. Of one that waits, the chain that it waits for now: it begins with what all the others wait for.
 */
export function criticalPath(worker: WorkerRecord, graph: Graph): readonly Leg[] {
  const legs: Leg[] = [toLeg({ name: worker.spec.name, until: goalOf(worker) }, worker, graph)]
  const seen = new Set([worker.spec.name])
  const waits = worker.state.status === 'waiting'
  const depths: Depths = new Map()
  let at: WorkerRecord | undefined = worker
  while (at && (!waits || at.state.status === 'waiting')) {
    const need = decidingNeed(at, graph, depths)
    if (!need || seen.has(need.name)) break
    seen.add(need.name)
    at = graph.names.get(need.name)
    legs.unshift(toLeg(need, at, graph))
  }
  return legs
}

/** What a worker is there for: a task for its end, a service to be used. */
export function goalOf({ spec }: WorkerRecord): NeedUntil {
  return { kind: spec.kind === 'task' ? 'completed' : 'ready' }
}

/** The need that decided when a worker could start, or on which it hangs now. */
function decidingNeed(worker: WorkerRecord, graph: Graph, depths: Depths): Need | undefined {
  if (worker.state.status === 'waiting') return hangsOn(worker, graph, depths)?.need
  const startedAtMs = runOf(worker, graph)?.startedAtMs
  if (startedAtMs === undefined) return undefined
  return lastOf(worker.spec.needs, need => {
    const known = metAtMs(need, graph)
    // What came later is of a run that is not the one that was waited for.
    return known !== undefined && known <= startedAtMs ? known : undefined
  })
}

/** When a worker came to something; undefined when it has not, or nobody kept when. */
export function cameAtMs({ until }: Pick<Need, 'until'>, run: RunRecord | undefined): number | undefined {
  switch (until.kind) {
    case 'started':
      return run?.startedAtMs
    case 'ready':
      return run?.readyAtMs ?? (run?.isChecked ? undefined : run?.startedAtMs)
    case 'healthy':
      return run?.healthyAtMs
    case 'completed':
      return run && hasCompleted(run) ? run.endedAtMs : undefined
    case 'ended':
      return run?.endedAtMs
    case 'log':
      return undefined
  }
}

function hasCompleted({ state, success }: RunRecord): boolean {
  return state.status === 'ended' && statusOf(state.outcome, success) === 'completed'
}

/** The same for comparing: a line that has matched came when its run had started, at the earliest. */
function metAtMs(need: Need, graph: Graph): number | undefined {
  const run = runOf(graph.names.get(need.name), graph)
  const { until } = need
  if (until.kind !== 'log') return cameAtMs(need, run)
  return run?.matched.includes(until.pattern) ? run.startedAtMs : undefined
}

/** Of what is missing, what comes last: what never comes, else what has the most to wait for itself. */
function hangsOn(worker: WorkerRecord, graph: Graph, depths: Depths): Obstacle | undefined {
  return lastOf(obstaclesOf(worker, graph.names, graph), obstacle =>
    isVain(obstacle, graph) ? Number.POSITIVE_INFINITY : depthOf(obstacle.worker, graph, depths),
  )
}

function isVain({ hopeless, worker }: Obstacle, { stuck }: Graph): boolean {
  return hopeless !== undefined || (worker !== undefined && stuck.has(worker.id))
}

type Depths = Map<WorkerRecord, number>

/** How many are still waited for one after the other. */
function depthOf(worker: WorkerRecord | undefined, graph: Graph, known: Depths): number {
  if (worker?.state.status !== 'waiting') return 0
  const before = known.get(worker)
  if (before !== undefined) return before
  // Whoever comes back to it in a circle has nothing more to wait for.
  known.set(worker, 0)
  const below = obstaclesOf(worker, graph.names, graph).map(one => depthOf(one.worker, graph, known))
  const depth = 1 + Math.max(0, ...below)
  known.set(worker, depth)
  return depth
}

function lastOf<Item>(items: readonly Item[], at: (item: Item) => number | undefined): Item | undefined {
  let [last, latest]: [Item | undefined, number] = [undefined, Number.NEGATIVE_INFINITY]
  for (const item of items) {
    const time = at(item) ?? Number.NEGATIVE_INFINITY
    if (time > latest) [last, latest] = [item, time]
  }
  return last
}

function toLeg({ name, until }: Pick<Need, 'name' | 'until'>, worker: WorkerRecord | undefined, graph: Graph): Leg {
  const isHeld = worker?.state.status === 'waiting'
  // A run from before the wait says nothing about what is waited for.
  const run = isHeld ? undefined : runOf(worker, graph)
  return { name, worker, until, startedAtMs: run?.startedAtMs, cameAtMs: cameAtMs({ until }, run) }
}

function runOf(worker: WorkerRecord | undefined, { runs }: Graph): RunRecord | undefined {
  return worker?.run && runs.get(worker.run)
}

/**
 * The path of the whole: of the worker that is waited for the longest, else of the one that came last to what it is there
 * for. Only who needs others counts; undefined when nobody does.
 */
export function projectPath(workers: Iterable<WorkerRecord>, graph: Graph): readonly Leg[] | undefined {
  const depths: Depths = new Map()
  const needing = [...workers].filter(({ spec }) => spec.needs.length > 0)
  const waiting = needing.filter(({ state }) => state.status === 'waiting')
  const last =
    lastOf(waiting, one => (graph.stuck.has(one.id) ? Number.POSITIVE_INFINITY : depthOf(one, graph, depths))) ??
    lastOf(needing, one => cameAtMs({ until: goalOf(one) }, runOf(one, graph)))
  return last && criticalPath(last, graph)
}
