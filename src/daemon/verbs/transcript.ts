import { findRun, type Handler } from '../context.ts'

/** A page of a run's transcript. */
export const transcript: Handler<'transcript'> = async ({ run, start, limit }, context) => {
  findRun(context, run)
  return context.store.transcript(run, { start, limit })
}
