import { findRun, type Handler } from '../context.ts'

/** One run, live or kept. */
export const runRecord: Handler<'run-record'> = async ({ run }, context) => ({ run: findRun(context, run) })
