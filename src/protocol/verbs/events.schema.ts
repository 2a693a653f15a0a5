import { runId, runtimeId } from '../schemas/id.ts'
import { pageLimit, position } from '../schemas/page.ts'
import { object, optional, type Schema } from '../schemas/shape.ts'
import type { EventsParams } from './events.ts'

/** What `events` takes. */
export const eventsParams: Schema<EventsParams> = object<EventsParams>({
  after: optional(position),
  limit: pageLimit,
  runtime: optional(runtimeId),
  run: optional(runId),
})
