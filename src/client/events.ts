import type { RuntimeId } from '../core/id.ts'
import type { EventsPage } from '../protocol/verbs/events.ts'
import type { Client } from './client.ts'

/** What the runtime answers at most at once. */
const pageEvents = 256

export type EventsOrder = {
  readonly after: number
  /** The runtime that the cursor is of. */
  readonly runtime: RuntimeId | undefined
}

type Asks = Pick<Client, 'ask' | 'listen'>

/** The cursor before the newest so many events that are kept. */
export async function cursorBeforeNewest({ ask }: Pick<Client, 'ask'>, count: number): Promise<number> {
  const { next, firstAvailable } = await ask('events', { limit: 1 })
  return Math.max(firstAvailable - 1, next - count)
}

/** The journal from a cursor to where it ends now. */
export async function* readEvents({ ask }: Pick<Client, 'ask'>, order: EventsOrder): AsyncGenerator<EventsPage> {
  for (let { after } = order; ; ) {
    const page = await ask('events', { ...ofRuntime(order), after, limit: pageEvents })
    after = page.next
    if (page.events.length > 0) yield page
    if (!page.hasMore) return
  }
}

/**
 * The journal from a cursor on, and what comes to it, each event once: notices only wake this, and pages are read by
 * cursor, at the pace of whoever asks. Ends at the signal and with the runtime.
 */
export async function* followEvents(
  client: Asks,
  { signal, ...order }: EventsOrder & { readonly signal: AbortSignal },
): AsyncGenerator<EventsPage> {
  const bell = watchNews(client, signal)
  try {
    await client.ask('subscribe', {})
    for (let { after } = order; !bell.isOver(); ) {
      const news = bell.next()
      for await (const page of readEvents(client, { ...order, after })) {
        yield page
        after = page.next
      }
      if (!bell.isOver()) await news
    }
  } catch (problem) {
    // What is asked of a runtime that has just ended has no answer any more.
    if (!bell.isOver()) throw problem
  } finally {
    bell.close()
  }
}

type Bell = {
  /** Resolves at the next notice, also when that comes before it is waited for. */
  next(): Promise<void>
  isOver(): boolean
  close(): void
}

function watchNews(client: Asks, signal: AbortSignal): Bell {
  let news = Promise.withResolvers<void>()
  let isOver = false
  const ring = (): void => news.resolve()
  const hush = client.listen(notice => {
    if (notice.kind === 'closed') isOver = true
    // Told nothing any more until it asks again; what it missed is in the pages.
    if (notice.kind === 'lagged') void client.ask('subscribe', {}).then(ring, ring)
    if (notice.kind === 'events' || notice.kind === 'closed') ring()
  })
  signal.addEventListener('abort', ring)
  return {
    next() {
      news = Promise.withResolvers()
      return news.promise
    },
    isOver: () => isOver || signal.aborted,
    close() {
      hush()
      signal.removeEventListener('abort', ring)
    },
  }
}

function ofRuntime({ runtime }: EventsOrder): { runtime?: RuntimeId } {
  return runtime === undefined ? {} : { runtime }
}
