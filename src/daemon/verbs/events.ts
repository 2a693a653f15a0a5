import { eventWithoutEnvironment } from '../../core/discreet.ts'
import type { Handler } from '../context.ts'

/** A page of the journal. */
export const events: Handler<'events'> = async (params, { store }) => {
  const page = store.readEvents(params)
  return { ...page, events: page.events.map(eventWithoutEnvironment) }
}
