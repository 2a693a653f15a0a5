import type { RunId } from '../../core/id.ts'
import { isLive, type RunRecord } from '../../core/record.ts'
import { findMarked } from '../../process/strays.ts'
import type { Stray } from '../../protocol/verbs/strays.ts'
import type { Context, Handler } from '../context.ts'

/** Finds the processes that outlive their runs. */
export const strays: Handler<'strays'> = async (_params, context) => ({ strays: await findStrays(context) })

/** Every living process that carries the mark of a run of this project that has ended. */
export async function findStrays(context: Pick<Context, 'picture' | 'store'>): Promise<readonly Stray[]> {
  const known = new Map<RunId, RunRecord | undefined>()
  const ended = (id: RunId): RunRecord | undefined => {
    if (!known.has(id)) known.set(id, context.picture.runs.get(id) ?? context.store.run(id))
    const run = known.get(id)
    return run && !isLive(run) ? run : undefined
  }
  const marked = await findMarked(id => ended(id) !== undefined)
  return marked.flatMap(({ run: id, ...process }) => {
    const run = ended(id)
    if (!run) return []
    const name = context.picture.workers.get(run.worker)?.spec.name
    return [{ ...process, run: id, worker: run.worker, name, runEndedAtMs: run.endedAtMs }]
  })
}
