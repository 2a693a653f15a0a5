import { type Entry, toGapEntry } from './entry.ts'
import {
  beginStretch,
  isFull,
  pageBytes,
  type Reading,
  readBetween,
  readNext,
  type Stretch,
  takePage,
} from './stretch.ts'

/**
 * The part of a run's output that is held in memory: lines by number. A number belongs to its line for good; lines are added and
 * dropped at both ends.
 */
export type OutputWindow = {
  /** Whether anything was read yet. */
  readonly hasBegun: boolean
  readonly first: number
  readonly end: number
  /** Whether it reached the first byte kept, or the end as it was last read. */
  readonly atStart: boolean
  readonly atEnd: boolean
  /** The cursor up to which it has been read. */
  readonly next: number
  entry(line: number): Entry | undefined
  /** Goes on at its end; where there is more than a page, at the very end, with the last so many lines. */
  follow(lines: number): Promise<void>
  /** Starts again at the first byte kept. */
  restart(): Promise<void>
  readNewer(): Promise<void>
  readOlder(): Promise<void>
  /** Drops what is far from these lines, if it is much. */
  keepAround(from: number, to: number): void
}

export type WindowOptions = Reading & {
  /** Which lines it holds; gaps it always does. */
  readonly accepts: (entry: Entry) => boolean
}

/** Some pages' worth: scrolling back and forth stays in memory, and many panes are still little. */
const mostUnits = 1024 * 1024
const olderLines = 2000

/** What an entry takes besides its text. */
const entryUnits = 128

/** Opens an empty window. */
export function openOutputWindow({ accepts, ...reading }: WindowOptions): OutputWindow {
  const { source, stream } = reading
  let held: Stretch | undefined
  let entries: readonly Entry[] = []
  let first = 0
  let units = 0
  let atStart = false

  function take(stretch: Stretch, page: Awaited<ReturnType<typeof readNext>>): void {
    const taken = takePage(stretch, page)
    const added = taken.added.filter(accepts)
    held = { ...taken.stretch, unfinished: taken.stretch.unfinished.filter(accepts) }
    entries = [...entries, ...added]
    units += sizeOf(added)
  }

  /** Lines that follow get numbers that no others had. */
  async function begin(from: number): Promise<void> {
    const stretch = beginStretch(from)
    const page = await readNext(stretch, reading)
    first += entries.length + 1
    entries = []
    units = 0
    atStart = from === 0
    take(stretch, page)
  }

  async function readNewer(): Promise<void> {
    if (held) take(held, await readNext(held, reading))
  }

  function prepend(older: readonly Entry[], from: number): void {
    if (held) held = { ...held, from }
    entries = [...older, ...entries]
    first -= older.length
    units += sizeOf(older)
  }

  async function readMissing(to: number): Promise<readonly Entry[]> {
    const { gaps } = await source.read({ from: 0, maxBytes: 1, stream })
    return gaps.filter(gap => gap.to <= to).map(toGapEntry)
  }

  function dropFirst(count: number): void {
    const dropped = entries.slice(0, count)
    entries = entries.slice(count)
    first += count
    units -= sizeOf(dropped)
    atStart &&= count === 0
    if (held) held = { ...held, from: entries[0]?.offset ?? held.next }
  }

  function dropLast(count: number): void {
    if (!held || count === 0) return
    const dropped = entries.slice(entries.length - count)
    entries = entries.slice(0, entries.length - count)
    units -= sizeOf(dropped)
    held = beginStretch(held.from, entries.at(-1)?.end ?? held.from)
  }

  return {
    get hasBegun() {
      return held !== undefined
    },
    get first() {
      return first
    },
    get end() {
      return first + entries.length + (held?.unfinished.length ?? 0)
    },
    get atStart() {
      return atStart
    },
    get atEnd() {
      return held?.atEnd ?? false
    },
    get next() {
      return held?.next ?? 0
    },
    entry: line => entries[line - first] ?? held?.unfinished[line - first - entries.length],
    async follow(lines) {
      const page = held && (await readNext(held, reading))
      if (held && page && !isFull(page)) take(held, page)
      else await begin(await source.tail({ lines, maxBytes: pageBytes, stream }))
    },
    restart: () => begin(0),
    readNewer,
    async readOlder() {
      if (!held || atStart) return
      const to = held.from
      const from = await source.tail({ lines: olderLines, maxBytes: pageBytes, stream, before: to })
      const older = from < to ? await readBetween(reading, from, to) : await readMissing(to)
      prepend(older.filter(accepts), Math.min(from, to))
      atStart = from === 0 || from >= to
    },
    keepAround(from, to) {
      if (units <= mostUnits) return
      const [before, after] = [from - first, first + entries.length - to]
      const surplus = units - mostUnits / 2
      if (before >= after) dropFirst(countUnits(entries.slice(0, Math.max(0, before)), surplus))
      else dropLast(countUnits(entries.slice(entries.length - after).reverse(), surplus))
    },
  }
}

/** How many of these entries it takes to make so many units, or all of them. */
function countUnits(entries: readonly Entry[], surplus: number): number {
  let sum = 0
  const enough = entries.findIndex(entry => {
    sum += sizeOf([entry])
    return sum >= surplus
  })
  return enough === -1 ? entries.length : enough + 1
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entryUnits + (entry.kind === 'text' ? entry.text.length : 0), 0)
}
