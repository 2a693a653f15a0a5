import type { Diagnostic } from '../core/diagnostic.ts'
import type { EventCursor } from './event-cursor.ts'
import type { Events } from './events.ts'

/** Diagnostics from now on, each once, until the runtime is stopped; whoever is slow is given the missed ones too. */
export async function* watchDiagnostics(events: Events): AsyncGenerator<Diagnostic> {
  for (let cursor: EventCursor | undefined; ; ) {
    const { told } = await events.subscribe(cursor)
    cursor = undefined
    for await (const one of told) {
      if (one.kind === 'lagged') cursor = one.cursor
      else if (one.event.kind === 'diagnostic') yield one.event.data.diagnostic
    }
    if (cursor === undefined) return
  }
}
