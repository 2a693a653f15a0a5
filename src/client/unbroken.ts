import type { SkepEvent } from '../core/event.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'
import { tellAll } from '../protocol/tell.ts'
import type { ResultOf } from '../protocol/verbs.ts'

/** As many events as the runtime answers at once. */
const pageEvents = 256

/**
 * Makes a connection that misses no event: when it has lagged, what happened meanwhile is read from the journal and told
 * in its order, as if it happened now, and `lagged` after it, for whoever has more to ask for than events.
 */
export function openUnbroken(connection: Connection): Connection {
  const listeners = new Set<(notice: Notice) => void>()
  /** Up to which event everything was told, and from which one on something may have been missed. */
  let [told, known] = [0, 0]
  /** What is told while the journal is read: it comes after what is read. */
  let held: Notice[] | undefined
  let isListening = false

  function take(notice: Notice): void {
    if (held) held.push(notice)
    else if (notice.kind === 'events') tellEvents(notice.events)
    else if (notice.kind === 'lagged' && known > 0) void catchUp()
    else tellAll(listeners, notice)
  }

  function tellEvents(events: readonly SkepEvent[]): void {
    const news = events.filter(({ id }) => id > told)
    told = news.at(-1)?.id ?? told
    known = Math.max(known, told)
    if (news.length > 0) tellAll(listeners, { kind: 'events', events: news })
  }

  async function catchUp(): Promise<void> {
    held = []
    // A runtime that goes meanwhile is told of as well, and looked for again.
    await readOn().catch(() => undefined)
    const waiting = held
    held = undefined
    tellAll(listeners, { kind: 'lagged' })
    for (const notice of waiting) take(notice)
  }

  async function readOn(): Promise<void> {
    for (let after = known; ; ) {
      const page = await connection.ask('events', { after, limit: pageEvents })
      tellEvents(page.events)
      after = page.next
      if (!page.hasMore) return
    }
  }

  const ask: Connection['ask'] = async (name, params) => {
    const answer = await connection.ask(name, params)
    // The name says which answer it is.
    if (name === 'subscribe') startFrom((answer as ResultOf<'subscribe'>).revision)
    return answer
  }

  /** Who asks for the present knows what came before it. Another runtime, in the place of a lost one, counts anew. */
  function startFrom(revision: number): void {
    if (revision < told) told = revision
    known = revision < known ? revision : Math.max(known, revision)
  }

  return {
    ...connection,
    ask,
    listen(listener) {
      listeners.add(listener)
      if (!isListening) connection.listen(take)
      isListening = true
      return () => listeners.delete(listener)
    },
  }
}
