import type { Handler } from '../context.ts'
import { stopAll } from './stop.ts'

/** Ends workers without grace. */
export const kill: Handler<'kill'> = async ({ workers, reason }, context) => ({
  stopped: await stopAll(context, workers, { actor: context.actor, reason, how: 'kill' }),
})
