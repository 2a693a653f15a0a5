import type { WorkerId } from '../../core/id.ts'
import { acknowledge, type Context, findLiveRun, findWorker, type Handler } from '../context.ts'

/** Sends a signal to the whole tree of each worker. */
export const signal: Handler<'signal'> = async ({ workers, signal: name }, context) => {
  for (const id of workers) findWorker(context, id)
  return { acknowledged: await Promise.all(workers.map(id => signalOne(context, id, name))) }
}

async function signalOne(context: Context, id: WorkerId, name: string): Promise<ReturnType<typeof acknowledge>> {
  const run = await findLiveRun(context, id)
  const { offset, timeMs } = await context.keeper.signal({ run: run.id, signal: name })
  const said = { kind: 'signal', signal: name } as const
  context.transcripts.say({ run: run.id, worker: id }, said, { actor: context.actor, timeMs, offset })
  return acknowledge(context, id, true)
}
