import type { WorkerId } from '../../core/id.ts'
import { dependantsFirst, dependantsOf } from '../../core/needs.ts'
import type { WorkerRecord } from '../../core/record.ts'
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
  const all = dependants === 'too' ? withDependants(context, workers) : workers
  warnOfDependants(context, all)
  return { stopped: await (dependants ? stopInOrder : stopAll)(context, all, asked) }
}

/** Ends workers, those that need others before those. */
export async function stopInOrder(
  context: Context,
  workers: readonly WorkerId[],
  asked: Asked,
): Promise<readonly Stopped[]> {
  // Each is said to rest before what it needs is: whoever looks in between stops nobody too early.
  const order = dependantsFirst(workers.map(id => findWorker(context, id))).map(({ id }) => id)
  const stopped = new Map((await endEach(context, order, { asked, inOrder: true })).map(one => [one.worker, one]))
  return workers.flatMap(id => stopped.get(id) ?? [])
}

function withDependants(context: Context, workers: readonly WorkerId[]): readonly WorkerId[] {
  const all = new Set(workers.map(id => findWorker(context, id)))
  // What is added while it is gone through is gone through too.
  for (const worker of all) for (const one of runningDependants(context, worker)) all.add(one)
  return [...all].map(({ id }) => id)
}

function runningDependants({ picture }: Context, worker: WorkerRecord): readonly WorkerRecord[] {
  return dependantsOf(worker, picture.workers.values()).filter(({ state }) => state.status === 'active')
}

function warnOfDependants(context: Context, workers: readonly WorkerId[]): void {
  for (const id of workers) {
    const worker = findWorker(context, id)
    const left = runningDependants(context, worker).filter(one => !workers.includes(one.id))
    if (worker.state.status !== 'active' || left.length === 0) continue
    const names = left.map(({ spec }) => spec.name).join(', ')
    const message = `${worker.spec.name} is stopped while ${names} need${left.length === 1 ? 's' : ''} it`
    diagnose(context, { severity: 'warning', code: 'worker.needed', message, worker: id })
  }
}

/** Ends workers in the way that is asked for, all at once. */
export function stopAll(context: Context, workers: readonly WorkerId[], asked: Asked): Promise<readonly Stopped[]> {
  for (const id of workers) findWorker(context, id)
  return endEach(context, workers, { asked, inOrder: false })
}

type Ending = { readonly asked: Asked; readonly inOrder: boolean }

async function endEach(context: Context, workers: readonly WorkerId[], ending: Ending): Promise<readonly Stopped[]> {
  const stops: Promise<Stopped>[] = []
  await context.changes.each(workers, id => {
    const stopped = endOne(context, id, ending)
    // It may fail before the last one has begun; who asked is told then.
    stopped.catch(() => undefined)
    stops.push(stopped)
  })
  return Promise.all(stops)
}

async function endOne(context: Context, id: WorkerId, { asked, inOrder }: Ending): Promise<Stopped> {
  const { picture, workers } = context
  const before = picture.revision
  const { run, spec } = findWorker(context, id)
  if (inOrder) workers.rest(id, asked)
  else workers.move(id, { kind: 'stop' }, asked)
  const changed = picture.revision > before
  // The run whose end was waited for has its verdict; one that had ended before may have left something.
  const waitedFor = await workers.atRest(id)
  const ended = waitedFor ?? (run && picture.runs.get(run))
  const policy = { ...spec.stop, graceMs: asked.graceMs ?? spec.stop.graceMs }
  const swept = ended && !ended.verdict ? await workers.runs.leftovers.sweep(ended, policy) : undefined
  return {
    ...acknowledge(context, id, changed),
    worker: id,
    run,
    outcome: ended && ended.state.status === 'ended' ? ended.state.outcome : undefined,
    verdict: waitedFor?.verdict ?? swept,
  }
}
