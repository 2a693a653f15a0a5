import type { SkepEvent } from '../core/event.ts'
import type { RunId } from '../core/id.ts'
import { readCursor, toCursor } from './event-cursor.ts'
import type { Events } from './events.ts'

/** Whether an event is about a run. */
export function isOfRun(event: SkepEvent, run: RunId): boolean {
  return event.run === run
}

export type RunEventsOrder = {
  readonly run: RunId
  /** Nothing of the run comes before this event. */
  readonly after: number
}

/** The events of one run, each once, until it has ended: at the pace of whoever asks, however far that is behind. */
export async function* followRunEvents(events: Events, { run, after }: RunEventsOrder): AsyncGenerator<SkepEvent> {
  for (let cursor = toCursor(events.runtimeId, after); ; ) {
    const { told } = await events.subscribe(cursor)
    let isBehind = false
    for await (const one of told) {
      if (one.kind === 'lagged') {
        isBehind = true
        cursor = one.cursor
        continue
      }
      if (!isOfRun(one.event, run) || one.event.id <= readCursor(cursor, events.runtimeId)) continue
      yield one.event
      if (one.event.kind === 'run.ended') return
    }
    if (!isBehind) return
  }
}
