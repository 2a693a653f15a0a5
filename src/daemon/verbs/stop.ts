import type { WorkerId } from '../../core/id.ts'
import { dependantsFirst, dependantsOf, withDependants } from '../../core/needs.ts'
import { isOnItsWay, type WorkerRecord } from '../../core/record.ts'
import type { Stopped } from '../../protocol/acknowledged.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import { diagnose } from '../diagnose.ts'
import type { Asked } from '../workers.ts'

/**
 * Stops each worker and answers when every verdict is in: those alone that are named, all at once, or with those that need
 * them, which go first.
 */
export const stop: Handler<'stop'> = async ({ workers, reason, graceMs, dependants }, context) => {
  const asked = { actor: context.actor, reason, how: 'stop', graceMs } as const
  const named = workers.map(id => findWorker(context, id))
  if (dependants !== 'too') warnOfThoseLeft(context, named)
  const needing = dependants === 'too' ? [...withDependants(named, context.picture.workers.values())] : named
  const all = needing.map(({ id }) => id)
  return { stopped: await (dependants ? stopInOrder : stopAll)(context, all, asked) }
}

function warnOfThoseLeft(context: Context, named: readonly WorkerRecord[]): void {
  const others = [...context.picture.workers.values()].filter(one => isOnItsWay(one) && !named.includes(one))
  for (const worker of named.filter(isOnItsWay)) {
    const left = dependantsOf(worker, others).map(({ spec }) => spec.name)
    if (left.length === 0) continue
    const message = `${worker.spec.name} is stopped while ${left.join(', ')} need${left.length === 1 ? 's' : ''} it`
    diagnose(context, { severity: 'warning', code: 'worker.needed', message, worker: worker.id })
  }
}

/** Ends workers, each after those of them that need it. */
export async function stopInOrder(
  context: Context,
  workers: readonly WorkerId[],
  asked: Asked,
): Promise<readonly Stopped[]> {
  const records = workers.map(id => findWorker(context, id))
  // Each is said to rest before what it needs is: whoever looks in between stops nobody too early.
  const order = dependantsFirst(records)
  const needed = new Set(records.flatMap(({ spec }) => spec.needs.map(({ name }) => name)))
  const end = ({ id, spec }: WorkerRecord): void => {
    if (needed.has(spec.name)) context.workers.rest(id, asked)
    else context.workers.move(id, { kind: 'stop' }, asked)
  }
  const stopped = await endEach(context, order, { end, graceMs: asked.graceMs })
  const byId = new Map(stopped.map(one => [one.worker, one]))
  return workers.flatMap(id => byId.get(id) ?? [])
}

/** Ends workers in the way that is asked for, all at once. */
export function stopAll(context: Context, workers: readonly WorkerId[], asked: Asked): Promise<readonly Stopped[]> {
  const records = workers.map(id => findWorker(context, id))
  const end = ({ id }: WorkerRecord): void => context.workers.move(id, { kind: 'stop' }, asked)
  return endEach(context, records, { end, graceMs: asked.graceMs })
}

type Ending = { readonly end: (worker: WorkerRecord) => void; readonly graceMs: number | undefined }

async function endEach(
  context: Context,
  workers: readonly WorkerRecord[],
  ending: Ending,
): Promise<readonly Stopped[]> {
  const stops: Promise<Stopped>[] = []
  await context.changes.each(workers, worker => {
    // Looked up again: the loop has turned since, and it may have another run.
    const stopped = endOne(context, findWorker(context, worker.id), ending)
    // It may fail before the last one has begun; who asked is told then.
    stopped.catch(() => undefined)
    stops.push(stopped)
  })
  return Promise.all(stops)
}

async function endOne(context: Context, worker: WorkerRecord, { end, graceMs }: Ending): Promise<Stopped> {
  const { picture, workers } = context
  const before = picture.revision
  const { id, run, spec } = worker
  end(worker)
  const changed = picture.revision > before
  // The run whose end was waited for has its verdict; one that had ended before may have left something.
  const waitedFor = await workers.atRest(id)
  const ended = waitedFor ?? (run && picture.runs.get(run))
  const policy = { ...spec.stop, graceMs: graceMs ?? spec.stop.graceMs }
  const swept = ended && !ended.verdict ? await workers.runs.leftovers.sweep(ended, policy) : undefined
  return {
    ...acknowledge(context, id, changed),
    worker: id,
    run,
    outcome: ended && ended.state.status === 'ended' ? ended.state.outcome : undefined,
    verdict: waitedFor?.verdict ?? swept,
  }
}
