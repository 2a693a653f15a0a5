import type { Client } from '../client/client.ts'
import { cursorBeforeNewest, type EventsOrder, followEvents, readEvents } from '../client/events.ts'
import { readNames } from '../client/listing.ts'
import type { SkepEvent } from '../core/event.ts'
import type { WorkerId } from '../core/id.ts'
import type { EventsPage } from '../protocol/verbs/events.ts'
import type { Given } from './command.ts'
import { toEventDocument } from './documents/event.ts'
import type { Doors } from './doors.ts'
import type { EventCursor } from './event-cursor.ts'
import { renderEvent, renderEventLine } from './event-lines.ts'
import { openGoing } from './going.ts'
import { toJsonLine } from './json.ts'
import { withFound, withProject } from './project.ts'
import { openPaint } from './tones.ts'
import { write } from './write.ts'

export type EventsOptions = {
  readonly follow?: true
  readonly after?: EventCursor
  readonly lines?: number
  readonly format?: 'text' | 'line'
  readonly json?: true
}

/** As many as fit on most screens. */
const newestShown = 50

/** Shows the journal, the newest part of it or from a cursor on; with `follow` also what comes. */
export async function events({ options }: Given<EventsOptions>, doors: Doors): Promise<number> {
  const work = (client: Client): Promise<number> => showEvents(client, options, doors)
  // Who waits for what comes needs a runtime to which it comes.
  if (options.follow) return withProject(doors, work)
  const exitCode = await withFound(doors, 'known', work)
  if (exitCode === undefined) doors.stderr.write('skep: nothing has happened in this project yet\n')
  return exitCode ?? 0
}

async function showEvents(client: Client, options: EventsOptions, doors: Doors): Promise<number> {
  const { after, follow, lines = after ? Number.POSITIVE_INFINITY : newestShown } = options
  const order: EventsOrder = after ?? { after: await cursorBeforeNewest(client, lines), runtime: undefined }
  // Without a cursor the count is of what was; what comes is not counted.
  let left = after || !follow ? lines : Number.POSITIVE_INFINITY
  const going = openGoing(doors)
  const names = await readNames(client)
  try {
    const pages = follow ? followEvents(client, { ...order, signal: going.signal }) : readEvents(client, order)
    if (left > 0)
      for await (const page of pages) {
        const shown = page.events.slice(0, left)
        await write(doors.stdout, shown.map(event => render(event, { page, names, options, doors })).join(''))
        left -= shown.length
        if (left <= 0 || going.signal.aborted) break
      }
  } finally {
    going.close()
  }
  return going.exitCode()
}

type Showing = {
  readonly page: EventsPage
  readonly names: Map<WorkerId, string>
  readonly options: EventsOptions
  readonly doors: Doors
}

function render(event: SkepEvent, { page, names, options, doors }: Showing): string {
  learnName(event, names)
  const name = event.worker && names.get(event.worker)
  if (options.json) return toJsonLine(toEventDocument(event, { runtimeId: page.runtimeId, name }))
  if (options.format === 'line') return renderEventLine(event, name)
  return renderEvent(event, { name, paint: openPaint(doors), nowMs: Date.now() })
}

function learnName(event: SkepEvent, names: Map<WorkerId, string>): void {
  if (event.kind === 'worker.added') names.set(event.data.worker.id, event.data.worker.spec.name)
  if (event.kind === 'worker.updated' && event.worker) names.set(event.worker, event.data.spec.name)
}
