import type { Acknowledgement } from '../protocol/acknowledged.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'

/** Where a worker stands after a change, as programs read it. */
export function toAcknowledgementDocument(acknowledged: Acknowledgement): Readonly<Record<string, unknown>> {
  const { ref, name, status, changed, eventId } = acknowledged
  return { ref, worker: name, status, changed, eventId }
}

/** Says what became of each worker, a line each, or all as one document. */
export function sayAcknowledged(
  acknowledged: readonly Acknowledgement[],
  { json, say }: { readonly json: boolean; readonly say: (one: Acknowledgement) => string },
  doors: Doors,
): void {
  if (json) writeJson(doors, { workers: acknowledged.map(toAcknowledgementDocument) })
  else doors.stdout.write(acknowledged.map(one => `${one.name}: ${say(one)}\n`).join(''))
}
