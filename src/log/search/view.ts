import type { Stream } from '../../core/output.ts'
import { LineSplitter, longestLineBytes } from '../lines.ts'
import type { IndexRecord } from '../record.ts'
import type { Block } from './block.ts'

/** Where the bytes of a view from `at` on lie in the run, and when they were written. */
export type Place = { readonly at: number; readonly offset: number; readonly timeMs: number }

/** Lines of one stream, end to end, and where they are from. */
export type View = { readonly stream: Stream; readonly bytes: Buffer; readonly places: readonly Place[] }

const newline = 10

/**
 * Cuts blocks into views of whole lines, each of one stream; a line that a block does not finish waits for the next one.
 * A block of one stream is looked at where it lies, but for its first and last line; of several, each is put together.
 */
export class ViewCutter {
  readonly #waiting = new Map<Stream, View>()
  #end = 0

  /** The lines that a block finishes. */
  push(block: Block): View[] {
    // What is missing ends the lines that it comes between.
    const ended = block.start > this.#end ? this.flush() : []
    this.#end = block.start + block.bytes.length
    return [...ended, ...byStream(block).flatMap(view => this.#cut(view))]
  }

  /** What is unfinished, where nothing more follows. */
  flush(): View[] {
    const views = [...this.#waiting.values()]
    this.#waiting.clear()
    return views
  }

  #cut(view: View): View[] {
    const before = this.#waiting.get(view.stream)
    this.#waiting.delete(view.stream)
    const first = before ? view.bytes.indexOf(newline) + 1 || view.bytes.length : 0
    const last = Math.max(first, view.bytes.lastIndexOf(newline) + 1)
    return [
      ...(before ? this.#keep(joined(before, slice(view, 0, first))) : []),
      ...(last > first ? [slice(view, first, last)] : []),
      ...(last < view.bytes.length ? this.#keep(copied(slice(view, last, view.bytes.length))) : []),
    ]
  }

  /** What waits is no longer than a line may be: a longer one is cut, where lines are cut everywhere. */
  #keep(view: View): View[] {
    const isWhole = view.bytes.at(-1) === newline
    const stop = isWhole ? view.bytes.length : endOfCuts(view)
    if (stop < view.bytes.length) this.#waiting.set(view.stream, slice(view, stop, view.bytes.length))
    return stop > 0 ? [slice(view, 0, stop)] : []
  }
}

function endOfCuts({ stream, bytes }: View): number {
  if (bytes.length <= longestLineBytes) return 0
  return new LineSplitter().push({ stream, offset: 0, timeMs: 0, bytes }).at(-1)?.end ?? 0
}

function byStream({ start, bytes, records }: Block): View[] {
  const streams = [...new Set(records.map(streamOf))]
  const [only] = streams
  if (only && streams.length === 1) {
    const places = records.map(({ offset, timeMs }) => ({ at: offset - start, offset, timeMs }))
    return [{ stream: only, bytes, places }]
  }
  return streams.map(stream => {
    const own = records.filter(record => streamOf(record) === stream)
    return together(
      stream,
      own.map(({ offset, timeMs, length }) => ({
        ...{ offset, timeMs },
        bytes: bytes.subarray(offset - start, offset - start + length),
      })),
    )
  })
}

type Part = { readonly offset: number; readonly timeMs: number; readonly bytes: Buffer }

function together(stream: Stream, parts: readonly Part[]): View {
  let end = 0
  const places = parts.map(({ offset, timeMs, bytes }) => {
    const at = end
    end += bytes.length
    return { at, offset, timeMs }
  })
  return { stream, bytes: Buffer.concat(parts.map(({ bytes }) => bytes)), places }
}

// Bytes that a crash left without a record came from one stream or another: merged is what is certain.
function streamOf({ stream }: IndexRecord): Stream {
  return stream === 'unattributed' || stream === 'gap' ? 'merged' : stream
}

/** The place of a byte of a view. */
export function placeOf({ places }: View, at: number): Place {
  let low = 0
  let high = places.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((places[middle]?.at ?? 0) <= at) low = middle
    else high = middle
  }
  const { at: start, offset, timeMs } = places[low] ?? { at: 0, offset: 0, timeMs: 0 }
  return { at, offset: offset + at - start, timeMs }
}

/** A part of a view. */
export function slice(view: View, from: number, to: number): View {
  if (from === 0 && to === view.bytes.length) return view
  const rest = view.places.filter(({ at }) => at > from && at < to)
  const places = [placeOf(view, from), ...rest].map(({ at, ...place }) => ({ ...place, at: at - from }))
  return { stream: view.stream, bytes: view.bytes.subarray(from, to), places }
}

// The memory of a block is used again.
function copied(view: View): View {
  return { ...view, bytes: Buffer.from(view.bytes) }
}

function joined(one: View, other: View): View {
  const shifted = other.places.map(place => ({ ...place, at: place.at + one.bytes.length }))
  return { stream: one.stream, bytes: Buffer.concat([one.bytes, other.bytes]), places: [...one.places, ...shifted] }
}
