import { findLiveRun, findRun, type Handler } from '../context.ts'
import { lookAt } from '../terminal/look.ts'
import { requireTerminal } from '../view.ts'

/** Answers what a terminal shows and grants a raw way to it from there on. */
export const view: Handler<'view'> = async ({ run, readOnly, size: viewers }, context) => {
  const { actor, host, sizes } = context
  const found = findRun(context, run)
  requireTerminal(found, context)
  await findLiveRun(context, found.worker)
  const size = readOnly ? sizes.of(run) : viewers
  const { offset, state } = await lookAt(context, found, size)
  const channel = await host.openChannel({ run, actor, source: 'keys', endsInput: false, readOnly })
  return { ...channel, offset, screen: state, size }
}
