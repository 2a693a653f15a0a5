import type { Handler } from '../context.ts'

/** Says which processes serve the project. */
export const status: Handler<'status'> = async (_params, { host }) => host.status()
