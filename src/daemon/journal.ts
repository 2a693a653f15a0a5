import type { Actor } from '../core/actor.ts'
import { asides, type Happening, type SkepEvent } from '../core/event.ts'
import { Fault } from '../core/fault.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import { applyEvent, type Picture } from '../core/picture.ts'
import type { RecordStore } from '../disk/store.ts'
import { tellAll } from '../protocol/tell.ts'

/** What is known of an event before the journal gives it its id and its time. */
export type News = Happening & {
  readonly worker?: WorkerId
  readonly run?: RunId
  readonly actor: Actor
  readonly message: string
}

/**
 * The runtime's ordered journal. An event counts at once for the picture, is on disk after the tick's one
 * transaction, and is told only after that: what was told or acknowledged is never missing later.
 */
export type Journal = {
  record(news: News): SkepEvent
  /** The newest event since the journal was opened that says where a worker stands. */
  lastOf(worker: WorkerId): number | undefined
  /** Whether the store has refused what waits; it is tried again now and then, and when somebody asks for it. */
  readonly isRefused: boolean
  /** Resolves when everything recorded so far is on disk; rejects with the `Fault` of a store that cannot write. */
  committed(): Promise<void>
  /** Listens to the events of each transaction; the function that comes back ends it. */
  onCommit(listener: (events: readonly SkepEvent[]) => void): () => void
  /** Writes what waits, at once; what is recorded afterwards is not kept. */
  close(): void
}

export type JournalParts = {
  readonly picture: Picture
  readonly store: Pick<RecordStore, 'commit' | 'lastEvent'>
  readonly now: () => number
}

type Waiter = { resolve(): void; reject(reason: unknown): void }

/** After a full disk or the like: how long until the next try, so that it resumes by itself soon but does not spin. */
const retryMs = 500

/** Opens the journal on a picture that stands at the store's last event. */
export function openJournal({ picture, store, now }: JournalParts): Journal {
  const listeners = new Set<(events: readonly SkepEvent[]) => void>()
  const lastOf = new Map<WorkerId, number>()
  let batch: SkepEvent[] = []
  let waiters: Waiter[] = []
  let lastTimeMs = store.lastEvent.timeMs
  let scheduled: NodeJS.Immediate | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  function commit(): void {
    clearImmediate(scheduled)
    scheduled = undefined
    const waiting = waiters
    waiters = []
    try {
      store.commit(batch)
    } catch (problem) {
      for (const waiter of waiting) waiter.reject(problem)
      if (!isClosed) retry ??= setTimeout(tryAgain, retryMs)
      return
    }
    clearTimeout(retry)
    retry = undefined
    const events = batch
    batch = []
    for (const waiter of waiting) waiter.resolve()
    if (events.length > 0) tellAll(listeners, events)
  }

  function remember({ id, kind, worker }: SkepEvent): void {
    if (!worker || asides.includes(kind)) return
    if (kind === 'worker.removed') lastOf.delete(worker)
    else lastOf.set(worker, id)
  }

  function tryAgain(): void {
    retry = undefined
    commit()
  }

  function schedule(): void {
    if (!retry && !isClosed) scheduled ??= setImmediate(commit)
  }

  return {
    get isRefused() {
      return retry !== undefined
    },
    record(news) {
      lastTimeMs = Math.max(lastTimeMs, now())
      const event: SkepEvent = {
        ...news,
        id: picture.revision + 1,
        timeMs: lastTimeMs,
        worker: news.worker,
        run: news.run,
      }
      applyEvent(picture, event)
      batch.push(event)
      remember(event)
      schedule()
      return event
    },
    lastOf: worker => lastOf.get(worker),
    committed() {
      if (batch.length === 0) return Promise.resolve()
      if (isClosed) return Promise.reject(closedFault())
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject })
        if (retry) commit()
        else schedule()
      })
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      if (isClosed) return
      isClosed = true
      clearTimeout(retry)
      commit()
    },
  }
}

function closedFault(): Fault {
  return new Fault({ code: 'runtime-stopped', message: 'the runtime is closed and keeps nothing any more' })
}
