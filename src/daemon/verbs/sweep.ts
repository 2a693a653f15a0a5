import { Fault } from '../../core/fault.ts'
import { isLive } from '../../core/record.ts'
import { findRun, type Handler } from '../context.ts'
import { sweeping } from '../stops.ts'

/** Ends what runs that have ended left behind; one that lives is refused, and then nothing is ended. */
export const sweep: Handler<'sweep'> = async ({ runs }, context) => {
  const found = runs.map(id => findRun(context, id))
  const living = found.find(isLive)
  if (living) {
    const hint = 'stop its worker: that ends what it started too'
    throw new Fault({ code: 'refused', message: `${living.id} has not ended`, hint })
  }
  const verdicts = await Promise.all(found.map(run => context.workers.runs.leftovers.end(run, sweeping)))
  return { verdicts: verdicts.filter(verdict => verdict !== undefined) }
}
