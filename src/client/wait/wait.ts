import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../../core/fault.ts'
import type { Client } from '../client.ts'
import type { Decision, Seen, WaitAnswer } from './answer.ts'
import { openCourt } from './court.ts'
import { openFeed } from './feed.ts'
import { findFirst, findRun } from './first.ts'
import type { WaitOrder } from './order.ts'
import type { Look } from './run.ts'
import { seeTarget } from './seen.ts'
import type { Place } from './sight.ts'
import { watchTarget } from './target.ts'

export type WaitOptions = { readonly signal?: AbortSignal }

/**
 * Waits until any or all of what is ordered is so, or cannot come any more, or the time is over: each is an answer.
 * Rejects with a `Fault` when the order makes no sense to the runtime (`not-found`, `invalid-cursor`), when it went away
 * (`unreachable`), and with the signal's reason. Nothing is left behind: no timer, no socket, no listener.
 */
export async function wait(client: Client, order: WaitOrder, options: WaitOptions = {}): Promise<WaitAnswer> {
  options.signal?.throwIfAborted()
  const feed = await openFeed(client)
  const over = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal
  try {
    const place = { client, feed, signal }
    await requireKnown(order, place)
    return await decide(order, place)
  } finally {
    over.abort()
    feed.close()
  }
}

async function decide(order: WaitOrder, place: Place): Promise<WaitAnswer> {
  const { targets, failOn, from, timeoutMs } = order
  const { feed, signal } = place
  const court = openCourt(order)
  const looks = new Set<Look>()
  const { promise, resolve, reject } = Promise.withResolvers<Decision | 'late'>()
  const fail = (problem: unknown): void => reject(signal.aborted ? signal.reason : problem)
  // Before the time begins to run: what is so already is seen, however short it is.
  const firsts = await Promise.all(
    targets.map(async target => ({ target, first: await findFirst(target, { ...place, from }) })),
  )
  for (const { target, first } of firsts)
    watchTarget(target, { ...place, first, failOn, from, court, looks }).catch(fail)
  court.decided.then(resolve)
  feed.broken.catch(reject)
  lateness(timeoutMs ?? Number.POSITIVE_INFINITY, looks, signal).then(resolve, fail)

  const decided = await promise
  // A look that was broken off has not seen everything.
  signal.throwIfAborted()
  const see = (): Promise<Seen[]> => Promise.all(targets.map(target => seeTarget(target, court, place)))
  if (decided === 'late') return { kind: 'timed-out', timeoutMs: timeoutMs ?? 0, seen: await see() }
  return decided.kind === 'ended' ? { ...decided, seen: await see() } : decided
}

/** Node's timers take no more; it is 24 days. */
const longestMs = 2 ** 31 - 1
/** Reading what has been written by then may take a moment. */
const catchUpMs = 1_000

/** Resolves when the time is over, and what has been written by then was looked at. A timer also keeps this program alive. */
async function lateness(timeoutMs: number, looks: ReadonlySet<Look>, signal: AbortSignal): Promise<'late'> {
  let leftMs = timeoutMs
  do {
    await pause(Math.min(leftMs, longestMs), undefined, { signal })
    leftMs -= longestMs
  } while (leftMs > 0)
  const caughtUp = Promise.all([...looks].map(look => look.caughtUp()))
  await Promise.race([caughtUp, pause(catchUpMs, undefined, { signal })])
  return 'late'
}

/** Every target is known, and a cursor is of one of them. */
async function requireKnown({ targets, from }: WaitOrder, place: Place): Promise<void> {
  const { workers } = place.feed.picture
  for (const target of targets) {
    if (target.kind === 'run' && !(await findRun(target.worker, target.run, place))) throw unknown(target.run)
    if (target.kind === 'worker' && !workers.has(target.worker)) throw unknown(target.worker)
  }
  if (from.kind !== 'cursor') return
  const owners = await Promise.all(targets.map(({ worker }) => findRun(worker, from.run, place)))
  if (owners.some(owner => owner !== undefined)) return
  const hint = 'give the cursor that an earlier answer about this worker gave'
  throw new Fault({ code: 'invalid-cursor', message: `${from.run} is no run of what is waited for`, hint })
}

function unknown(id: string): Fault {
  return new Fault({ code: 'not-found', message: `there is no ${id}`, hint: 'list what there is with `skep ls`' })
}
