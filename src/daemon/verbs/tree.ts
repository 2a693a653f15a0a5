import { findRun, type Handler } from '../context.ts'

/** The process tree of a run. */
export const tree: Handler<'tree'> = async ({ run }, context) => {
  findRun(context, run)
  return { processes: await context.keeper.tree(run) }
}
