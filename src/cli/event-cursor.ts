import type { RuntimeId } from '../core/id.ts'
import { Misread } from './options.ts'

/** A place in the journal, with the runtime that it is of when it says so. */
export type EventCursor = { readonly after: number; readonly runtime: RuntimeId | undefined }

/** `rt_…:42` as `--json` has it, or `42` alone. */
export function toEventCursor(text: string): EventCursor {
  const [, runtime, after] = /^(?:rt_([0-9a-f]{32}):)?(\d{1,15})$/.exec(text) ?? []
  if (after === undefined) throw new Misread('expected the number of an event, or a cursor as --json has it.')
  return { after: Number(after), runtime: runtime === undefined ? undefined : `rt_${runtime}` }
}

/** A place in the journal as text: after this event of this runtime. */
export function renderCursor(runtimeId: RuntimeId, id: number): string {
  return `${runtimeId}:${id}`
}
