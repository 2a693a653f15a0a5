import type { Handler } from '../context.ts'

/** A page of the journal. */
export const events: Handler<'events'> = async (params, { store }) => store.readEvents(params)
