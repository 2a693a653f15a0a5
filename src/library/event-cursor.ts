import { Fault } from '../core/fault.ts'
import type { RuntimeId } from '../core/id.ts'

/** A place in a runtime's journal, after an event: the runtime's id and the event's, as text that can be kept. */
export type EventCursor = `${RuntimeId}:${number}`

/** The cursor after an event; after 0 is the start. */
export function toCursor(runtimeId: RuntimeId, after: number): EventCursor {
  return `${runtimeId}:${after}`
}

/** The event after which a cursor stands; one of another runtime is refused with `wrong-runtime`. */
export function readCursor(cursor: EventCursor, runtimeId: RuntimeId): number {
  const [, runtime, after] = /^(rt_[0-9a-f]{32}):(\d{1,15})$/.exec(String(cursor)) ?? []
  if (after === undefined) {
    const message = `expected a cursor of the journal, and found ${JSON.stringify(String(cursor)).slice(0, 100)}`
    throw new Fault({ code: 'invalid-cursor', message, hint: 'take one from `cursorFromStart`, `cursorNow` or a page' })
  }
  if (runtime === runtimeId) return Number(after)
  const message = `this cursor is of the runtime ${runtime}, and this is ${runtimeId}`
  throw new Fault({ code: 'wrong-runtime', message, hint: 'ask the runtime that it is of' })
}
