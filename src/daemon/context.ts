import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import { isLive, type RunRecord, type WorkerRecord, wordOfWorker } from '../core/record.ts'
import type { Acknowledgement } from '../protocol/acknowledged.ts'
import type { ParamsOf, ResultOf, VerbName } from '../protocol/verbs.ts'
import type { Changes } from './changes.ts'
import type { Facts } from './facts.ts'
import type { Host } from './host.ts'
import type { Parts } from './parts.ts'
import type { Readiness } from './readiness/readiness.ts'
import type { Renderings } from './rendering/renderings.ts'
import type { Shutdown } from './shutdown.ts'
import type { Sizes } from './sizes.ts'
import type { UsageWatch } from './usage.ts'
import type { Workers } from './workers.ts'

/** What a verb's handler works with. */
export type Context = Parts & {
  readonly workers: Workers
  readonly facts: Facts
  readonly readiness: Readiness
  readonly renderings: Renderings
  /** Who asks. */
  readonly actor: Actor
  readonly shutdown: Shutdown
  readonly changes: Changes
  readonly host: Host
  readonly sizes: Sizes
  /** What runs use now; those of which nothing can be seen are left out. */
  readonly measure: UsageWatch['measure']
  /** Tells this asker the usage of all live runs from now on, or no longer. */
  readonly watchUsage: (on: boolean) => void
}

/** Carries out one verb. */
export type Handler<Name extends VerbName> = (params: ParamsOf<Name>, context: Context) => Promise<ResultOf<Name>>

/** The worker of an id; unknown ids are refused. */
export function findWorker({ picture }: Context, id: WorkerId): WorkerRecord {
  const worker = picture.workers.get(id)
  if (worker) return worker
  throw new Fault({ code: 'not-found', message: `there is no worker ${id}`, hint: 'list the workers with `skep ls`' })
}

/** The active run of a worker, once it has started; a worker without one is refused. */
export async function findLiveRun(context: Context, id: WorkerId): Promise<RunRecord> {
  const worker = findWorker(context, id)
  if (worker.run) await context.workers.runs.started(worker.run)
  const run = worker.run && context.picture.runs.get(worker.run)
  if (run && isLive(run) && run.state.status !== 'draining') return run
  const hint = `start it first: skep start ${worker.spec.name}`
  throw new Fault({ code: 'not-running', message: `${worker.spec.name} is not running`, hint })
}

/** The run of an id, live or kept; unknown ids are refused. */
export function findRun({ picture, store }: Context, id: RunId): RunRecord {
  const run = picture.runs.get(id) ?? store.run(id)
  if (run) return run
  throw new Fault({ code: 'not-found', message: `there is no run ${id}`, hint: 'list the runs with `skep runs`' })
}

/** Where a worker stands now, with the event that said so last. */
export function acknowledge({ picture, journal, store }: Context, id: WorkerId, changed: boolean): Acknowledgement {
  const worker = picture.workers.get(id)
  const run = worker?.run && picture.runs.get(worker.run)
  return {
    ref: { runtimeId: picture.runtimeId, workerId: id },
    name: worker?.spec.name ?? id,
    status: worker ? wordOfWorker(worker, run || undefined) : 'idle',
    eventId: journal.lastOf(id) ?? store.lastEventOf(id),
    changed,
  }
}
