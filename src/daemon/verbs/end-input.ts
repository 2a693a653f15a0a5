import { acknowledge, findLiveRun, type Handler } from '../context.ts'

/** Closes the worker's stdin, or types Ctrl-D into its terminal. */
export const endInput: Handler<'end-input'> = async ({ worker: id }, context) => {
  const run = await findLiveRun(context, id)
  const { actor, keeper, transcripts } = context
  const { timeMs, offset } = await keeper.closeInput({ run: run.id, actor })
  const to = { run: run.id, worker: id }
  const { sequence } = transcripts.say(to, { kind: 'end-of-input' }, { actor, timeMs, offset })
  return { sent: { ...acknowledge(context, id, true), transcriptSequence: sequence } }
}
