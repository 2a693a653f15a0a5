import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunRecord } from '../../core/record.ts'
import type { Wish } from './court.ts'
import { toHit } from './hit.ts'
import { beginLook } from './look.ts'
import { untilEnded } from './past.ts'
import { type PatternOrder, toPatterns } from './patterns.ts'
import { openScan, type ScanOrder } from './scan.ts'
import type { Met, Sight } from './sight.ts'

/** A run that is being looked at. */
export type Look = {
  /** Resolves when everything that is so by now was seen and decided on. */
  caughtUp(): Promise<unknown>
}

export type RunOrder = PatternOrder & { readonly looks: Set<Look> }

/**
 * Waits for what is wished of one run; resolves with its record when it has ended and everything that it wrote was
 * looked at. What stands in the output goes before everything else that was seen by then.
 */
export async function watchRun(given: Sight, order: RunOrder): Promise<RunRecord> {
  const { court, wishes, looks } = order
  const over = new AbortController()
  const broken = Promise.withResolvers<never>()
  const sight = { ...given, signal: AbortSignal.any([given.signal, over.signal]) }
  const scanning = toScanOrder(sight)
  const scan = openScan({ ...scanning, patterns: toPatterns(sight, order) })
  const declaring = new Set<Promise<void>>()

  async function declare(wish: Wish, { already, ended }: Met & { readonly ended?: RunRecord }): Promise<void> {
    await scan.caughtUp()
    const { end: offset } = await sight.client.output(sight.run).bounds()
    const seen = ended ? { ...sight, record: ended } : sight
    court.met(wish, toHit(seen, wish, { already, captures: {}, offset }))
  }

  async function look(wish: Wish, until: Promise<Met>): Promise<void> {
    const met = await until
    const declared = declare(wish, met)
    declaring.add(declared)
    await declared
  }

  async function conclude(): Promise<RunRecord> {
    const ended = await untilEnded(sight)
    // What came to be right before the end is declared first.
    await nextTurn()
    await Promise.all([scan.finished, ...declaring])
    const already = given.record.state.status === 'ended' && given.wasThere
    const exits = wishes.filter(({ condition }) => condition.kind === 'exit')
    await Promise.all(exits.map(wish => declare(wish, { already, ended })))
    return ended
  }

  for (const wish of wishes) {
    const until = beginLook(sight, wish, court)
    if (until) look(wish, until).catch(problem => sight.signal.aborted || broken.reject(problem))
  }
  scan.finished.catch(broken.reject)
  const concluded = conclude()
  const caughtUp = (): Promise<unknown> =>
    scanning.isComplete() ? concluded : Promise.all([scan.caughtUp(), ...declaring])
  const own = { caughtUp }
  looks.add(own)
  try {
    return await Promise.race([concluded, broken.promise])
  } finally {
    over.abort()
    looks.delete(own)
  }
}

function toScanOrder({ client, feed, run, from, back, signal }: Sight): Omit<ScanOrder, 'patterns'> {
  const isComplete = (): boolean => (feed.picture.runs.get(run)?.state.status ?? 'ended') === 'ended'
  return { source: client.output(run), from, back, isComplete, onRenewed: feed.onRenewed, signal }
}
