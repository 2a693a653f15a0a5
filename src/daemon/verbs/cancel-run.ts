import type { RunId } from '../../core/id.ts'
import { acknowledge, type Context, findRun, type Handler } from '../context.ts'

/** Begins to cancel one run; one that is over, or that something else is ending, stays as it is. */
export const cancelRun: Handler<'cancel-run'> = async ({ run: id, reason }, context) => {
  const { worker } = findRun(context, id)
  const before = context.picture.revision
  if (isActive(context, id))
    context.workers.move(worker, { kind: 'stop' }, { actor: context.actor, reason, how: 'cancel' })
  const changed = context.picture.revision > before
  return { accepted: isCancelling(context, id, changed), acknowledged: acknowledge(context, worker, changed) }
}

function isActive({ picture }: Context, id: RunId): boolean {
  const run = picture.runs.get(id)
  const worker = run && picture.workers.get(run.worker)
  return worker?.run === id && run?.state.status !== 'ended' && run?.state.status !== 'draining'
}

/** A run that had not begun ends at once: it was this that ended it when something has changed. */
function isCancelling({ picture }: Context, id: RunId, changed: boolean): boolean {
  const state = picture.runs.get(id)?.state
  if (state?.status === 'stopping') return state.cause.kind === 'cancelled'
  return changed && state?.status === 'ended' && state.outcome.kind === 'cancelled'
}
