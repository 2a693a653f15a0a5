import type { Handler } from '../context.ts'

/** Lists runs, the newest first. */
export const runs: Handler<'runs'> = async (params, { store }) => ({ runs: store.runs(params) })
