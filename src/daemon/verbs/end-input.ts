import { acknowledge, findLiveRun, type Handler } from '../context.ts'

/** Closes the worker's stdin, or types Ctrl-D into its terminal. */
export const endInput: Handler<'end-input'> = async ({ worker: id }, context) => {
  const run = await findLiveRun(context, id)
  const { actor, facts, keeper } = context
  const { number } = await keeper.closeInput({ run: run.id, actor })
  const transcriptSequence = await facts.entryOf(run.id, number)
  return { sent: { ...acknowledge(context, id, true), transcriptSequence } }
}
