import type { WorkerId } from '../../core/id.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'

/** Starts each worker; one that runs already is left as it is. */
export const start: Handler<'start'> = async ({ workers }, context) => {
  for (const id of workers) findWorker(context, id)
  return { acknowledged: workers.map(id => startOne(context, id)) }
}

/** Starts one worker and answers where it stands then. */
export function startOne(context: Context, id: WorkerId): ReturnType<typeof acknowledge> {
  const before = context.picture.revision
  context.workers.move(id, { kind: 'start' }, { actor: context.actor })
  return acknowledge(context, id, context.picture.revision > before)
}
