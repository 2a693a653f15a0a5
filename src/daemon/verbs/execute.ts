import { Fault } from '../../core/fault.ts'
import type { WorkerId } from '../../core/id.ts'
import { type Context, findRun, findWorker, type Handler } from '../context.ts'
import { startOne } from './start.ts'

/** Starts a worker that has no active run, and answers the run that this made. */
export const execute: Handler<'execute'> = async ({ worker: id }, context) => {
  requireNoRun(context, id)
  const after = context.picture.revision
  const acknowledged = startOne(context, id)
  const { run } = findWorker(context, id)
  if (!run) throw new Error('a worker was started and has no run')
  return { acknowledged, run: findRun(context, run), after }
}

function requireNoRun(context: Context, id: WorkerId): void {
  const { spec, state } = findWorker(context, id)
  if (state.status !== 'active') return
  const hint = 'wait for the run that it has, or stop it first'
  throw new Fault({ code: 'already-running', message: `${spec.name} is running already`, hint })
}
