import type { SkepEvent } from '../../core/event.ts'
import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import type { Connection } from '../../protocol/connection.ts'

/** What the runtime answers at most at once. */
const pageEntries = 256

/** Every event of a run that the journal still has, a page at a time. */
export async function* readEventsOf(connection: Pick<Connection, 'ask'>, run: RunId): AsyncGenerator<SkepEvent> {
  for (let after = await firstCursor(connection); ; ) {
    const { events, next, hasMore } = await connection.ask('events', { after, limit: pageEntries, run })
    yield* events
    if (!hasMore) return
    after = next
  }
}

/** Where the journal begins that is kept. */
async function firstCursor({ ask }: Pick<Connection, 'ask'>): Promise<number> {
  try {
    await ask('events', { after: 0, limit: 1 })
    return 0
  } catch (problem) {
    const first = problem instanceof Fault ? problem.data?.['firstAvailable'] : undefined
    if (typeof first !== 'number') throw problem
    return first - 1
  }
}
