import type { Handler } from '../context.ts'
import { stopAll } from './stop.ts'

/** Stops every worker, then refuses every further change. */
export const down: Handler<'down'> = async ({ reason }, context) => {
  const { picture, journal, actor } = context
  context.markStopped()
  const asked = { actor, reason: reason ?? 'skep down', how: 'stop' } as const
  const stopped = await stopAll(context, [...picture.workers.keys()], asked)
  journal.record({ kind: 'runtime.stopped', data: {}, actor, message: 'the runtime stopped' })
  return { stopped }
}
