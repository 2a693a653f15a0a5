import type { SkepEvent } from '../../core/event.ts'
import type { RunId, RuntimeId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'

export type EventsParams = {
  /** The id of the last event that was read; 0 is before the first. Without it: the newest `limit` events. */
  readonly after?: number
  /** At most 256. */
  readonly limit: number
  /** The runtime that the cursor is of; `wrong-runtime` when that is another one. */
  readonly runtime?: RuntimeId
  /** Only what happened to this run. */
  readonly run?: RunId
}

export type EventsPage = {
  readonly runtimeId: RuntimeId
  readonly events: readonly SkepEvent[]
  readonly next: number
  readonly hasMore: boolean
  /** The oldest event that is kept. */
  readonly firstAvailable: number
}

export const events: Verb<'events', EventsParams, EventsPage> = {
  name: 'events',
  summary: 'answer the journal after an event, a page at a time',
  effect: 'read',
}
