import type { WorkerId } from '../../core/id.ts'
import type { Stopped } from '../../protocol/acknowledged.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import type { Asked } from '../workers.ts'

/** Stops each worker, all at once, and answers when every verdict is in. */
export const stop: Handler<'stop'> = async ({ workers, reason, graceMs }, context) => ({
  stopped: await stopAll(context, workers, { actor: context.actor, reason, how: 'stop', graceMs }),
})

/** Ends workers in the way that is asked for. */
export async function stopAll(
  context: Context,
  workers: readonly WorkerId[],
  asked: Asked,
): Promise<readonly Stopped[]> {
  for (const id of workers) findWorker(context, id)
  const stops: Promise<Stopped>[] = []
  await context.changes.each(workers, id => {
    const stopped = stopOne(context, id, asked)
    // It may fail before the last one has begun; who asked is told then.
    stopped.catch(() => undefined)
    stops.push(stopped)
  })
  return Promise.all(stops)
}

async function stopOne(context: Context, id: WorkerId, asked: Asked): Promise<Stopped> {
  const { picture, workers } = context
  const before = picture.revision
  const { run, spec } = findWorker(context, id)
  workers.move(id, { kind: 'stop' }, asked)
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
