import { pageLimit, position } from '../schemas/page.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { EventsParams } from './events.ts'

/** What `events` takes. */
export const eventsParams: Schema<EventsParams> = object<EventsParams>({ after: position, limit: pageLimit })
