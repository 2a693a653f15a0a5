import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunRecord } from '../../core/record.ts'
import type { Court, Wish } from './court.ts'
import { toHit } from './hit.ts'
import { untilHttp } from './http.ts'
import { untilIdle } from './idle.ts'
import { untilEnded } from './past.ts'
import { type PatternOrder, toPatterns } from './patterns.ts'
import { untilPort } from './port.ts'
import { untilReady } from './ready.ts'
import { openScan, type Scan, type ScanOrder } from './scan.ts'
import type { Met, Sight } from './sight.ts'

export type RunOrder = PatternOrder & {
  /** Told of the look through the output while it goes on. */
  readonly scans: Set<Scan>
}

/**
 * Waits for what is wished of one run; resolves with its record when it has ended and everything that it wrote was
 * looked at. What stands in the output goes before everything else that was seen by then.
 */
export async function watchRun(given: Sight, order: RunOrder): Promise<RunRecord> {
  const { court, wishes, scans } = order
  const over = new AbortController()
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)
  const sight = { ...given, signal: AbortSignal.any([given.signal, over.signal]) }
  const scan = openScan({ ...toScanOrder(sight), patterns: toPatterns(sight, order) })
  scans.add(scan)
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

  for (const wish of wishes) {
    const until = begin(sight, wish, court)
    if (until) look(wish, until).catch(problem => sight.signal.aborted || broken.reject(problem))
  }
  scan.finished.catch(broken.reject)

  try {
    const ended = await Promise.race([untilEnded(sight), broken.promise])
    // What came to be right before the end is declared first.
    await nextTurn()
    await Promise.race([Promise.all([scan.finished, ...declaring]), broken.promise])
    const already = given.record.state.status === 'ended' && given.wasThere
    const exits = wishes.filter(({ condition }) => condition.kind === 'exit')
    await Promise.all(exits.map(wish => declare(wish, { already, ended })))
    return ended
  } finally {
    over.abort()
    scans.delete(scan)
  }
}

/** What is looked for apart from the output and the end. */
function begin(sight: Sight, wish: Wish, court: Court): Promise<Met> | undefined {
  const { condition } = wish
  const explain = (how: () => Promise<string>): void => court.explain(wish, how)
  switch (condition.kind) {
    case 'ready':
      return untilReady(sight)
    case 'idle':
      return untilIdle(sight, condition.ms)
    case 'port':
      return untilPort(sight, condition.port, explain)
    case 'http':
      return untilHttp(sight, condition.url, explain)
    default:
      return undefined
  }
}

function toScanOrder({ client, feed, run, from, back, signal }: Sight): Omit<ScanOrder, 'patterns'> {
  const isComplete = (): boolean => (feed.picture.runs.get(run)?.state.status ?? 'ended') === 'ended'
  return { source: client.output(run), from, back, isComplete, onRenewed: feed.onRenewed, signal }
}
