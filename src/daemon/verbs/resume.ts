import type { WorkerId } from '../../core/id.ts'
import { acknowledge, type Context, findLiveRun, findWorker, type Handler } from '../context.ts'

/** Lets the whole tree of each worker go on. */
export const resume: Handler<'resume'> = async ({ workers }, context) => {
  for (const id of workers) findWorker(context, id)
  return { acknowledged: await Promise.all(workers.map(id => resumeOne(context, id))) }
}

async function resumeOne(context: Context, id: WorkerId): Promise<ReturnType<typeof acknowledge>> {
  const run = await findLiveRun(context, id)
  if (run.pausedAtMs === undefined) return acknowledge(context, id, false)
  const { actor, facts, keeper } = context
  const { number } = await keeper.resume({ run: run.id, actor })
  await facts.entryOf(run.id, number)
  return acknowledge(context, id, true)
}
