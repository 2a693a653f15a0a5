import type { Stopped } from '../../protocol/acknowledged.ts'
import type { Context, Handler } from '../context.ts'
import { stopInOrder } from './stop.ts'

/** Stops every worker, then refuses every further change; the second one finds nothing left to stop. */
export const down: Handler<'down'> = async ({ reason }, context) => {
  const stopped = await context.shutdown.once(() => stopRuntime(context, reason ?? 'skep down'))
  return { stopped: stopped ?? [] }
}

async function stopRuntime(context: Context, reason: string): Promise<readonly Stopped[]> {
  const { picture, journal, actor } = context
  const stopped = await stopInOrder(context, [...picture.workers.keys()], { actor, reason, how: 'stop' })
  journal.record({ kind: 'runtime.stopped', data: {}, actor, message: 'the runtime stopped' })
  return stopped
}
