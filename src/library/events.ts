import type { SkepEvent } from '../core/event.ts'
import type { RuntimeId } from '../core/id.ts'
import { longestPage } from '../core/page.ts'
import { type EventCursor, readCursor, toCursor } from './event-cursor.ts'
import type { Link } from './link.ts'
import { openSubscription, type Subscription } from './subscription.ts'

/** A page of the journal. */
export type EventsPage = {
  readonly events: readonly SkepEvent[]
  /** The cursor of the next page. */
  readonly next: EventCursor
  readonly hasMore: boolean
}

export type SubscribeOptions = {
  /** How many events may wait for a slow subscriber before it is told that it has `lagged`; default 1,024. */
  readonly mostWaiting?: number
}

/** The journal of a runtime, as the library reads it. */
export type Events = {
  readonly runtimeId: RuntimeId
  cursorFromStart(): EventCursor
  cursorNow(): Promise<EventCursor>
  readEvents(cursor: EventCursor, limit?: number): Promise<EventsPage>
  subscribe(cursor?: EventCursor, options?: SubscribeOptions): Promise<Subscription>
}

/** More than a subscriber that keeps up ever has waiting, and little enough to hold. */
const usualWaiting = 1_024

/** Opens the journal of the runtime behind a link. */
export function openEvents(link: Link, runtimeId: RuntimeId): Events {
  return {
    runtimeId,
    cursorFromStart: () => toCursor(runtimeId, 0),
    async cursorNow() {
      const { revision } = await link.ask('subscribe', {})
      return toCursor(runtimeId, revision)
    },
    async readEvents(cursor, limit = longestPage) {
      const page = await link.ask('events', { after: readCursor(cursor, runtimeId), limit })
      return { events: page.events, next: toCursor(runtimeId, page.next), hasMore: page.hasMore }
    },
    async subscribe(cursor, { mostWaiting = usualWaiting } = {}) {
      const after = cursor === undefined ? undefined : readCursor(cursor, runtimeId)
      const { listen } = await link.connection()
      return openSubscription({
        connection: { ask: link.ask, listen },
        after,
        most: mostWaiting,
        closing: link.closing,
      })
    },
  }
}
