import { runFolder } from '../../core/paths.ts'
import { openReader } from '../../log/read.ts'
import { findLiveRun, findRun, type Handler } from '../context.ts'
import { lookAt } from '../look.ts'
import { requireTerminal } from '../view.ts'

/** Answers what a terminal shows and grants a raw way to it from there on. */
export const view: Handler<'view'> = async ({ run, readOnly, size: viewers }, context) => {
  const { actor, host, sizes, world } = context
  const found = findRun(context, run)
  requireTerminal(found, context)
  await findLiveRun(context, found.worker)
  const drawn = sizes.of(run)
  const size = readOnly ? drawn : viewers
  const look = await lookAt(openReader(runFolder(world.runsFolder, run)), { drawn, shown: size })
  const channel = await host.openChannel({ run, actor, source: 'keys', endsInput: false, readOnly })
  return { ...channel, ...look, size }
}
