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
  const { offset, timeMs } = await context.keeper.resume({ run: run.id })
  const { actor } = context
  context.journal.record({ kind: 'run.resumed', data: {}, worker: id, run: run.id, actor, message: 'resumed' })
  const said = { kind: 'note', text: 'resumed' } as const
  context.transcripts.say({ run: run.id, worker: id }, said, { actor, timeMs, offset })
  return acknowledge(context, id, true)
}
