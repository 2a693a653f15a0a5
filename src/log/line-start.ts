import type { StreamChoice } from '../core/output.ts'
import { type LinePlace, LineReader, type Read, readBetween, streamBefore } from './line-reader.ts'
import type { LogReader } from './read.ts'

const newline = 10

/** How far back a line's beginning is looked for: further back a line has been cut several times. */
const farthestBackBytes = 1024 * 1024

/** The place from which a reader sees every line whole that goes on or begins at an offset, whichever stream it is of. */
export async function wholeFrom(reader: LogReader, at: number, stream: StreamChoice = 'all'): Promise<LinePlace> {
  const offset = await startOfLine(reader, at, stream)
  const given = await streamBefore(reader, offset)
  if (offset === 0 || given === 'pty' || given === 'merged') return { offset, back: 0 }
  const others = (['stdout', 'stderr'] as const).filter(one => one !== given && (stream === 'all' || stream === one))
  const starts = await Promise.all(others.map(one => findUnfinished(reader, one, offset)))
  return { offset, back: offset - Math.min(offset, ...starts.filter(start => start !== undefined)) }
}

// Of all streams, a place after any newline will do: of what is unfinished there, `back` says where it begins.
async function startOfLine(reader: LogReader, at: number, stream: StreamChoice): Promise<number> {
  if (at === 0) return 0
  if (stream !== 'all') return (await findUnfinished(reader, stream, at)) ?? at
  const { chunks } = await reader.read({ from: at - 1, maxBytes: 1 })
  const isStart = chunks[0] === undefined || chunks[0].bytes[0] === newline
  return isStart ? at : reader.tail({ lines: 1, maxBytes: farthestBackBytes, before: at })
}

async function findUnfinished(
  reader: LogReader,
  stream: 'stdout' | 'stderr',
  before: number,
): Promise<number | undefined> {
  const start = await reader.tail({ lines: 1, maxBytes: farthestBackBytes, before, stream })
  let last: number | undefined
  for await (const { bytes } of readBetween(reader, stream, { from: start, to: before })) last = bytes.at(-1)
  return last === undefined || last === newline ? undefined : start
}

export type LastOrder = {
  readonly lines: number
  readonly stream?: StreamChoice
  /** Where to begin when there are fewer. */
  readonly notBefore: LinePlace
  /** Which of these lines count; every one, if not said. */
  readonly counts?: ((read: readonly Read[]) => readonly Read[]) | undefined
}

/** The place where the last lines begin, and how many there are from it on, at most so many. */
export type LastLines = { readonly from: LinePlace; readonly lines: number }

/** Finds the last lines of what is there now. */
export async function findLast(reader: LogReader, order: LastOrder): Promise<LastLines> {
  const { lines, stream = 'all', notBefore, counts } = order
  if (counts) return scanLast(reader, { ...order, counts })
  const start = await reader.tail({ lines, stream, maxBytes: Number.POSITIVE_INFINITY })
  // A newline ends a line, but a line of another stream that has none yet is one more.
  const begin = start > notBefore.offset ? await wholeFrom(reader, start, stream) : notBefore
  return scanLast(reader, { ...order, notBefore: begin, counts: read => read })
}

// Goes through everything, and remembers where the last lines that count begin: a place each, not the lines.
async function scanLast(
  reader: LogReader,
  { lines, stream = 'all', notBefore, counts }: LastOrder & { readonly counts: NonNullable<LastOrder['counts']> },
): Promise<LastLines> {
  const source = new LineReader(reader, { from: notBefore, stream })
  let places: LinePlace[] = []
  let before = notBefore
  let seen = 0
  for (let atEnd = false; !atEnd; ) {
    const page = await source.read()
    atEnd = page.atEnd
    const found = atEnd ? [...page.found, ...source.rest()] : page.found
    const counted = new Set(counts(found.filter(({ kind }) => kind === 'line')))
    for (const read of found) {
      if (counted.has(read)) places.push(before)
      before = read.next
    }
    seen += counted.size
    if (places.length > 2 * lines) places = places.slice(-lines)
  }
  if (lines === 0) return { from: before, lines: 0 }
  return { from: places.slice(-lines)[0] ?? before, lines: Math.min(seen, lines) }
}
