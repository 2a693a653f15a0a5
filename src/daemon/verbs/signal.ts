import type { WorkerId } from '../../core/id.ts'
import { acknowledge, type Context, findLiveRun, findWorker, type Handler } from '../context.ts'

/** Sends a signal to the whole tree of each worker. */
export const signal: Handler<'signal'> = async ({ workers, signal: name }, context) => {
  for (const id of workers) findWorker(context, id)
  return { acknowledged: await Promise.all(workers.map(id => signalOne(context, id, name))) }
}

async function signalOne(context: Context, id: WorkerId, name: string): Promise<ReturnType<typeof acknowledge>> {
  const run = await findLiveRun(context, id)
  const { actor, facts, keeper } = context
  const { number } = await keeper.signal({ run: run.id, actor, signal: name })
  await facts.entryOf(run.id, number)
  return acknowledge(context, id, true)
}
