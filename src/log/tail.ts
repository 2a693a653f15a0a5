import type { FileHandle } from 'node:fs/promises'
import type { StreamChoice } from '../core/output.ts'
import { countWhile, type IndexEntry, openIndex } from './index-reader.ts'
import { endOf } from './record.ts'
import { isChosen, openLogFile, readAt } from './segment-reader.ts'
import type { LogShape } from './shape.ts'

/** How many of the last lines to find, looking back over no more than so many of their bytes. */
export type TailOrder = {
  readonly lines: number
  readonly maxBytes: number
  readonly stream?: StreamChoice
  /** Looks back from this cursor; from the end, if not said. */
  readonly before?: number
}

/** How far to look back for a stream that says little among others that say much: 24 MiB of index. */
const mostRecords = 1024 * 1024

const blockBytes = 64 * 1024
const newline = 10

/** Where the last lines begin, or as far back as the order allows; a last line without its newline counts. */
export async function findTail(folder: string, shape: LogShape, order: TailOrder): Promise<number> {
  const end = Math.min(shape.end, order.before ?? shape.end)
  if (order.lines <= 0) return end
  const lines = new LinesBackward(order.lines)
  let left = order.maxBytes
  let begin = end
  const starts = shape.segments.filter(start => start < end).reverse()
  for await (const block of readBackward({ folder, starts, end }, order.stream ?? 'all')) {
    const skipped = Math.max(0, block.bytes.length - left)
    left -= block.bytes.length - skipped
    begin = block.offset + skipped
    const found = lines.find(block.bytes.subarray(skipped))
    if (found !== undefined) return begin + found
    if (left === 0) return begin
  }
  return begin
}

/** Counts lines from the last byte to the first, over blocks that are given last one first. */
class LinesBackward {
  #wanted: number
  #isLastByte = true

  constructor(wanted: number) {
    this.#wanted = wanted
  }

  /** Where in this block the first of the wanted lines begins. */
  find(bytes: Uint8Array): number | undefined {
    for (let at = bytes.lastIndexOf(newline); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(newline, at - 1)) {
      const endsLastLine = this.#isLastByte && at === bytes.length - 1
      if (!endsLastLine) this.#wanted -= 1
      if (this.#wanted === 0) return at + 1
    }
    this.#isLastByte &&= bytes.length === 0
    return undefined
  }
}

type Block = { readonly offset: number; readonly bytes: Uint8Array }

type Looking = { readonly folder: string; readonly starts: readonly number[]; readonly end: number }

async function* readBackward({ folder, starts, end }: Looking, choice: StreamChoice): AsyncGenerator<Block> {
  let looked = 0
  for (const start of starts) {
    await using index = await openIndex(folder, start)
    await using log = await openLogFile(folder, start)
    if (index === undefined || log === undefined) return
    for await (const entries of index.backward(await countWhile(index, record => record.offset < end))) {
      for (const span of toSpans(entries, choice)) yield* readSpan(log, start, { ...span, to: Math.min(span.to, end) })
      looked += entries.length
      if (looked >= mostRecords) return
    }
  }
}

type Span = { readonly from: number; readonly to: number }

// The chosen stretches of output in a block of the index, last one first, neighbours joined.
function toSpans(entries: readonly IndexEntry[], choice: StreamChoice): Span[] {
  const spans: { from: number; to: number }[] = []
  for (const { record } of entries) {
    if (record === undefined || !isChosen(record.stream, choice)) continue
    const last = spans.at(-1)
    if (last?.from === endOf(record)) last.from = record.offset
    else spans.push({ from: record.offset, to: endOf(record) })
  }
  return spans
}

async function* readSpan(log: FileHandle, start: number, { from, to }: Span): AsyncGenerator<Block> {
  for (let stop = to; stop > from; stop -= blockBytes) {
    const offset = Math.max(from, stop - blockBytes)
    yield { offset, bytes: await readAt(log, offset - start, stop - offset) }
  }
}
