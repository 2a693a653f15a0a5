import type { SkepEvent } from '../../core/event.ts'
import { Fault } from '../../core/fault.ts'
import { applyEvent, emptyPicture, type Picture, toPicture } from '../../core/picture.ts'
import type { Connection } from '../../protocol/connection.ts'

/** What a wait knows of the runtime, as it goes on. */
export type Feed = {
  readonly picture: Picture
  /** Resolves with what a look gives as soon as that is not undefined: it looks at once and after every single event. */
  until<Value>(look: (picture: Picture) => Value | undefined, signal: AbortSignal): Promise<Value>
  /** Calls `wake` whenever all was looked at anew, since notices may have been missed. */
  onRenewed(wake: () => void): () => void
  /** Rejects when the runtime says nothing any more. */
  readonly broken: Promise<never>
  close(): void
}

/** A daemon that is started again is there after a second, on a busy machine after a few. */
const comesBackMs = 5_000

/** Subscribes; when the runtime told more than could be taken, it does so again. */
export async function openFeed(connection: Pick<Connection, 'ask' | 'listen'>): Promise<Feed> {
  const lookers = new Set<() => void>()
  const renewals = new Set<() => void>()
  const broken = Promise.withResolvers<never>()
  // Whoever waits hears of it; when nobody does any more it is nobody's problem.
  broken.promise.catch(() => undefined)
  // Nothing is known before the first answer.
  let picture = emptyPicture('rt_', '')
  let early: SkepEvent[] | undefined
  let isRenewing = false
  let lags = 0
  let lost: NodeJS.Timeout | undefined

  function take(event: SkepEvent): void {
    if (early) early.push(event)
    else if (event.id > picture.revision) {
      applyEvent(picture, event)
      tell(lookers)
    }
  }

  async function renew(): Promise<void> {
    lags += 1
    if (isRenewing) return
    isRenewing = true
    picture = await subscribe().finally(() => {
      isRenewing = false
    })
    clearTimeout(lost)
    lost = undefined
    const missed = early ?? []
    early = undefined
    tell(lookers)
    for (const event of missed) take(event)
    tell(renewals)
  }

  /** What was answered before the last lag may miss what was told after it. */
  async function subscribe(): Promise<Picture> {
    for (;;) {
      const lag = lags
      early = []
      const present = await connection.ask('subscribe', {})
      if (lag === lags) return toPicture(present)
    }
  }

  /** The next daemon may be on its way; `lagged` says when it is there. */
  function lose(why: string): void {
    lost ??= setTimeout(() => broken.reject(goneFault(why)), comesBackMs)
  }

  function fail(problem: unknown): void {
    if (isUnreachable(problem)) lose(problem.message)
    else broken.reject(problem)
  }

  const hush = connection.listen(notice => {
    if (notice.kind === 'events') for (const event of notice.events) take(event)
    else if (notice.kind === 'lagged') renew().catch(fail)
    else if (notice.kind === 'closed') lose(notice.reason)
  })
  await renew().catch(problem => {
    hush()
    throw problem
  })
  return {
    get picture() {
      return picture
    },
    until: (look, signal) => untilSeen({ look, lookers, picture: () => picture }, signal),
    onRenewed(wake) {
      renewals.add(wake)
      return () => renewals.delete(wake)
    },
    broken: broken.promise,
    close() {
      hush()
      clearTimeout(lost)
    },
  }
}

function tell(listeners: ReadonlySet<() => void>): void {
  for (const listener of [...listeners]) listener()
}

type Looking<Value> = {
  readonly look: (picture: Picture) => Value | undefined
  readonly lookers: Set<() => void>
  readonly picture: () => Picture
}

function untilSeen<Value>({ look, lookers, picture }: Looking<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>()
  const stop = (): void => reject(signal.reason)
  const again = (): void => {
    const seen = look(picture())
    if (seen !== undefined) resolve(seen)
    if (seen !== undefined) lookers.delete(again)
  }
  lookers.add(again)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  else again()
  return promise.finally(() => {
    lookers.delete(again)
    signal.removeEventListener('abort', stop)
  })
}

/** Whether what was asked found nobody who could answer. */
export function isUnreachable(problem: unknown): problem is Fault {
  return problem instanceof Fault && problem.code === 'unreachable'
}

function goneFault(reason: string): Fault {
  const hint = 'the worker may still run: look with `skep ls`, and wait again'
  return new Fault({ code: 'unreachable', message: `the runtime went away while it was waited for: ${reason}`, hint })
}
