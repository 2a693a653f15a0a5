import type { SkepEvent } from '../../core/event.ts'
import type { RunId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'

export type EventsParams = {
  readonly after: number
  readonly limit: number
  /** Only what happened to this run. */
  readonly run?: RunId
}
export type EventsPage = {
  readonly events: readonly SkepEvent[]
  readonly next: number
  readonly hasMore: boolean
}

export const events: Verb<'events', EventsParams, EventsPage> = {
  name: 'events',
  summary: 'answer the journal after an event, a page at a time',
  effect: 'read',
}
