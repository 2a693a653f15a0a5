import { findLiveRun, findRun, type Handler } from '../context.ts'

/** Grants a raw way into a run's input. */
export const attach: Handler<'attach'> = async ({ run, source, endsInput }, context) => {
  await findLiveRun(context, findRun(context, run).worker)
  return context.host.openChannel({ run, actor: context.actor, source, endsInput, readOnly: false })
}
