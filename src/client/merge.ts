import { Bell } from '../log/bell.ts'

/** Gives things in their order, a bounded batch at a time. */
export type Lane<Item> = {
  /** What there is next. `idle`: nothing more now, until it is woken. `over`: nothing more ever. */
  read(): Promise<{ readonly items: readonly Item[]; readonly state: 'more' | 'idle' | 'over' }>
}

/** How many things are given at once at most. */
const longestBatch = 4096

/** A lane on its way: what was read of it and not given, and whether a look at it may bring more. */
type Road<Item> = { readonly lane: Lane<Item>; items: readonly Item[]; at: number; state: 'more' | 'idle' | 'over' }

/**
 * Merges lanes in the order of time: of what is there the oldest is given first, each lane's things in their own order.
 * Nothing is held back for what may come: a lane that has nothing now is not waited for.
 */
export class Merger<Item extends { readonly timeMs: number }> {
  readonly #roads = new Map<Lane<Item>, Road<Item>>()
  readonly #bell = new Bell()

  add(lane: Lane<Item>): void {
    this.#roads.set(lane, { lane, items: [], at: 0, state: 'more' })
    this.#bell.ring()
  }

  /** There may be more of a lane. */
  wake(lane: Lane<Item>): void {
    const road = this.#roads.get(lane)
    if (road?.state === 'idle') road.state = 'more'
    this.#bell.ring()
  }

  /** Gives batches until every lane is over, or the signal; with `open` it also waits for lanes that are added later. */
  async *batches({ signal, open }: { readonly signal: AbortSignal; readonly open: boolean }): AsyncGenerator<Item[]> {
    const stop = (): void => this.#bell.ring()
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted) {
        this.#bell.reset()
        await this.#fill()
        const batch = this.#take()
        if (batch.length > 0) yield batch
        else if (this.#roads.size === 0 && !open) return
        else if (![...this.#roads.values()].some(isDue)) await this.#bell.rung()
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async #fill(): Promise<void> {
    await Promise.all([...this.#roads.values()].filter(isDue).map(readOn))
    for (const [lane, road] of this.#roads) if (isUsedUp(road) && road.state === 'over') this.#roads.delete(lane)
  }

  /** The oldest things, up to where a lane has to be read on to know what comes next. */
  #take(): Item[] {
    const batch: Item[] = []
    const roads = [...this.#roads.values()].filter(road => !isUsedUp(road))
    if ([...this.#roads.values()].some(isDue)) return batch
    while (batch.length < longestBatch) {
      const [first, limit] = oldestOf(roads)
      if (!first) break
      takeUntil(first, limit, batch)
      if (isDue(first)) break
    }
    return batch
  }
}

async function readOn<Item>(road: Road<Item>): Promise<void> {
  // Whoever wakes it from here on has seen more than this look.
  road.state = 'idle'
  const { items, state } = await road.lane.read()
  road.items = items
  road.at = 0
  // Woken meanwhile, it stays due.
  if (state !== 'idle') road.state = state
}

function isUsedUp<Item>({ items, at }: Road<Item>): boolean {
  return at >= items.length
}

function isDue<Item>(road: Road<Item>): boolean {
  return road.state === 'more' && isUsedUp(road)
}

/** The road whose next thing is the oldest, and the time up to which that is so. */
function oldestOf<Item extends { readonly timeMs: number }>(
  roads: readonly Road<Item>[],
): readonly [Road<Item> | undefined, number] {
  let first: Road<Item> | undefined
  let least = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  for (const road of roads) {
    const timeMs = road.items[road.at]?.timeMs
    if (timeMs === undefined) continue
    if (timeMs < least) [first, least, second] = [road, timeMs, least]
    else second = Math.min(second, timeMs)
  }
  return [first, second]
}

function takeUntil<Item extends { readonly timeMs: number }>(road: Road<Item>, limitMs: number, batch: Item[]): void {
  for (; batch.length < longestBatch; road.at += 1) {
    const item = road.items[road.at]
    if (item === undefined || item.timeMs > limitMs) return
    batch.push(item)
  }
}
