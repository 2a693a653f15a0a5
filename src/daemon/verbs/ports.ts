import { findRun, type Handler } from '../context.ts'

/** The ports on which the tree of a run listens; what has ended listens on none. */
export const ports: Handler<'ports'> = async ({ run }, context) => {
  findRun(context, run)
  const found = await context.keeper.ports([run])
  return { ports: found.get(run) ?? [] }
}
