import type { SkepEvent } from '../core/event.ts'
import { longestPage } from '../core/page.ts'
import type { Present } from '../core/picture.ts'
import type { Connection } from '../protocol/connection.ts'
import { toCursor } from './event-cursor.ts'
import { openToldQueue, type Told, type ToldQueue } from './told.ts'

/** A runtime as it is, and what happens from there on. */
export type Subscription = {
  /** The present as of its `revision`, the id of the last event that went into it. */
  readonly snapshot: Present
  /**
   * Every event after the cursor, each once and in order; the last one is `lagged` when the subscriber fell behind, or
   * `runtime.stopped`. It can be gone through once.
   */
  readonly told: AsyncIterable<Told>
  /** Ends it; what is told ends too. */
  close(): void
}

type Asked = Pick<Connection, 'ask' | 'listen'>

export type SubscriptionOrder = {
  readonly connection: Asked
  /** Begins after this event; after what the snapshot knows when it is not said. */
  readonly after: number | undefined
  /** How many events may wait. */
  readonly most: number
  readonly closing: AbortSignal
}

/** Subscribes; a cursor that is not one of this journal is refused before. */
export async function openSubscription({ connection, after, most, closing }: SubscriptionOrder): Promise<Subscription> {
  if (after !== undefined) await connection.ask('events', { after, limit: 1 })
  const queue = openToldQueue(most)
  const hush = listenInto(queue, connection)
  const close = (): void => {
    hush()
    queue.end()
    closing.removeEventListener('abort', close)
  }
  closing.addEventListener('abort', close)
  try {
    const snapshot = await connection.ask('subscribe', {})
    return { snapshot, told: tell({ connection, snapshot, queue, from: after ?? snapshot.revision, close }), close }
  } catch (problem) {
    close()
    throw problem
  }
}

function listenInto(queue: ToldQueue, connection: Asked): () => void {
  return connection.listen(notice => {
    if (notice.kind === 'events') for (const event of notice.events) queue.push(event)
    if (notice.kind === 'lagged' || notice.kind === 'closed') queue.lose()
  })
}

type Telling = {
  readonly connection: Asked
  readonly snapshot: Present
  readonly queue: ToldQueue
  readonly from: number
  readonly close: () => void
}

async function* tell({ connection, snapshot, queue, from, close }: Telling): AsyncGenerator<Told> {
  const { runtimeId, revision } = snapshot
  let last = from
  try {
    for await (const event of readBetween(connection, { from, to: revision })) {
      last = event.id
      yield { kind: 'event', event }
    }
    last = Math.max(last, revision)
    for (let event = await queue.next(); event !== undefined; event = await queue.next()) {
      if (event === 'lost') return yield { kind: 'lagged', cursor: toCursor(runtimeId, last) }
      if (event.id <= last) continue
      last = event.id
      yield { kind: 'event', event }
      if (event.kind === 'runtime.stopped') return
    }
  } finally {
    close()
  }
}

async function* readBetween(
  connection: Asked,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<SkepEvent> {
  for (let after = from; after < to; ) {
    const page = await connection.ask('events', { after, limit: longestPage })
    yield* page.events.filter(({ id }) => id <= to)
    if (page.next <= after) return
    after = page.next
  }
}
