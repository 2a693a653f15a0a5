import type { Actor } from '../core/actor.ts'
import { asides, type Happening, type SkepEvent } from '../core/event.ts'
import { Fault } from '../core/fault.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import { applyEvent, type Picture } from '../core/picture.ts'
import type { RecordStore } from '../disk/store.ts'
import { tellAll } from '../protocol/tell.ts'
import { openWayBack, type WayBack } from './way-back.ts'

/** What is known of an event before the journal gives it its id and its time. */
export type News = Happening & {
  readonly worker?: WorkerId
  readonly run?: RunId
  readonly actor: Actor
  readonly message: string
}

/**
 * The runtime's ordered journal. An event counts at once for the picture, is on disk after the tick's one
 * transaction, or that of a tick soon after when there are many, and is told only after that: what was told or
 * acknowledged is never missing later. What was observed is kept as soon as the store can write; what was only
 * attempted, and could not be kept, was never done.
 */
export type Journal = {
  record(news: News): SkepEvent
  /**
   * Does what somebody wants begun: what `work` records before it waits for anything is on disk when this resolves, or
   * else taken back, and this rejects with the `Fault` of the store.
   */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>
  /** Carries out what cannot be taken back: of an attempt when that is on disk, otherwise at once. */
  whenKept(effect: () => void): void
  /** Has it decided whether what is being attempted is kept: before something else looks at the picture, or moves it. */
  settle(): void
  /** Listens to what is taken back; the function that comes back ends it. */
  onTakenBack(listener: (events: readonly SkepEvent[]) => void): () => void
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

/** What was attempted since the last transaction: the events of the batch from one on, and what waits for them. */
type Attempted = { readonly from: number; readonly wayBack: WayBack; readonly effects: Array<() => void> }

/** Waits until the event of this id and all before it are on disk. */
type Waiter = { readonly last: number; resolve(): void; reject(reason: unknown): void }

/** After a full disk or the like: how long until the next try, so that it resumes by itself soon but does not spin. */
const retryMs = 500

/** Opens the journal on a picture that stands at the store's last event. */
export function openJournal({ picture, store, now }: JournalParts): Journal {
  const listeners = new Set<(events: readonly SkepEvent[]) => void>()
  const losers = new Set<(events: readonly SkepEvent[]) => void>()
  const lastOf = new Map<WorkerId, number>()
  let attempted: Attempted | undefined
  let isAttempting = false
  let batch: SkepEvent[] = []
  let waiters: Waiter[] = []
  let lastTimeMs = store.lastEvent.timeMs
  let scheduled: NodeJS.Immediate | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  /** Writes what one tick takes of what waits; whether the store took it. */
  function commit(): boolean {
    clearImmediate(scheduled)
    scheduled = undefined
    // What is attempted is kept as one, with what was there before it.
    const events = attempted ? batch : batch.slice(0, cutOf(batch))
    try {
      store.commit(events)
    } catch (problem) {
      refuse(problem)
      return false
    }
    kept(events)
    return true
  }

  function refuse(problem: unknown): void {
    const waiting = waiters
    waiters = []
    takeBack()
    for (const waiter of waiting) waiter.reject(problem)
    if (!isClosed && batch.length > 0) retry ??= setTimeout(tryAgain, retryMs)
  }

  function kept(events: readonly SkepEvent[]): void {
    clearTimeout(retry)
    retry = undefined
    const effects = attempted?.effects ?? []
    attempted = undefined
    batch = batch.slice(events.length)
    answer()
    if (batch.length > 0) schedule()
    if (events.length > 0) tellAll(listeners, events)
    for (const effect of effects) effect()
  }

  /** Tells those who wait for nothing any more; who came first waits for the least. */
  function answer(): void {
    const [next] = batch
    const settled = waiters.filter(({ last }) => !next || last < next.id)
    waiters = waiters.slice(settled.length)
    for (const waiter of settled) waiter.resolve()
  }

  /** Nothing was recorded after what was attempted: it would have been settled first. */
  function takeBack(): void {
    if (!attempted) return
    const { from, wayBack } = attempted
    attempted = undefined
    const lost = batch.splice(from)
    wayBack.take()
    // What was on disk before is asked of the store.
    for (const { worker } of lost) if (worker) lastOf.delete(worker)
    for (const event of batch) remember(event)
    tellAll(losers, lost)
  }

  function attempting(): Attempted {
    attempted ??= { from: batch.length, wayBack: openWayBack(picture), effects: [] }
    return attempted
  }

  function settle(): void {
    if (attempted && !isAttempting) commit()
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

  function committed(): Promise<void> {
    if (batch.length === 0 && !attempted) return Promise.resolve()
    if (isClosed) return Promise.reject(closedFault())
    return new Promise((resolve, reject) => {
      waiters.push({ last: picture.revision, resolve, reject })
      if (retry) commit()
      else schedule()
    })
  }

  return {
    get isRefused() {
      return retry !== undefined
    },
    async attempt(work) {
      isAttempting = true
      const working = work()
      isAttempting = false
      // Asked for at once: it may be decided before the work has its answer. That is what is told, when there is none.
      const keeping = committed()
      keeping.catch(() => undefined)
      const result = await working
      await keeping
      return result
    },
    whenKept(effect) {
      if (isAttempting) attempting().effects.push(effect)
      else effect()
    },
    settle,
    onTakenBack(listener) {
      losers.add(listener)
      return () => losers.delete(listener)
    },
    record(news) {
      settle()
      lastTimeMs = Math.max(lastTimeMs, now())
      const event: SkepEvent = {
        ...news,
        id: picture.revision + 1,
        timeMs: lastTimeMs,
        worker: news.worker,
        run: news.run,
      }
      if (isAttempting) attempting().wayBack.before(event)
      applyEvent(picture, event)
      batch.push(event)
      remember(event)
      schedule()
      return event
    },
    lastOf: worker => lastOf.get(worker),
    committed,
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      if (isClosed) return
      isClosed = true
      clearTimeout(retry)
      while (commit() && batch.length > 0);
    },
  }
}

/** So many take a few ms to be written and told. */
const eventsPerTick = 64

/**
 * How many of these events one transaction takes. What is said of one worker in a row says one thing, say that it is
 * started and with which run: that is kept whole or not at all.
 */
function cutOf(events: readonly SkepEvent[]): number {
  let cut = Math.min(eventsPerTick, events.length)
  while (cut < events.length && events[cut]?.worker === events[cut - 1]?.worker && events[cut]?.worker) cut += 1
  return cut
}

function closedFault(): Fault {
  return new Fault({ code: 'runtime-stopped', message: 'the runtime is closed and keeps nothing any more' })
}
