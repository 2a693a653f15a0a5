import type { Handler } from '../context.ts'
import { stopAll } from './stop.ts'

/** Gives up workers with a reason. */
export const cancel: Handler<'cancel'> = async ({ workers, reason }, context) => ({
  stopped: await stopAll(context, workers, { actor: context.actor, reason, how: 'cancel' }),
})
