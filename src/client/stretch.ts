import type { Chunk } from '../core/output.ts'
import type { LogReader } from '../log/read.ts'

/** What a run wrote from one place to another: of much only the beginning and the end, in whole lines where it has lines. */
export type Stretch = {
  readonly from: number
  readonly to: number
  readonly head: string
  /** How many bytes were left out between the two. */
  readonly cutBytes: number
  /** Where what was left out begins. */
  readonly cutAt: number
  readonly tail: string
  /** How many bytes are not kept any more. */
  readonly missingBytes: number
}

export type Range = { readonly from: number; readonly to: number }

/** As much as a person reads of an answer: some fifty lines from its beginning and from its end. */
const halfBytes = 4 * 1024
const newline = 10

/** Reads a stretch of a run's output. */
export async function readStretch(reader: Pick<LogReader, 'read'>, { from, to }: Range): Promise<Stretch> {
  const isLong = to - from > 2 * halfBytes
  const first = await readBytes(reader, { from, to: isLong ? from + halfBytes : to })
  const last = isLong ? await readBytes(reader, { from: to - halfBytes, to }) : nothing
  const head = isLong ? first.bytes.subarray(0, endOfLines(first.bytes)) : first.bytes
  const tail = isLong ? last.bytes.subarray(startOfLines(last.bytes)) : last.bytes
  const missingBytes = first.missing + last.missing
  return {
    ...{ from, to, missingBytes },
    head: toText(head),
    cutBytes: to - from - missingBytes - head.length - tail.length,
    cutAt: from + head.length,
    tail: toText(tail),
  }
}

// Without a newline the cut goes through a line.
function endOfLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(newline) + 1 || bytes.length
}

function startOfLines(bytes: Uint8Array): number {
  const start = bytes.indexOf(newline) + 1
  return start < bytes.length ? start : 0
}

type Read = { readonly bytes: Uint8Array; readonly missing: number }

const nothing: Read = { bytes: new Uint8Array(), missing: 0 }

async function readBytes(reader: Pick<LogReader, 'read'>, { from, to }: Range): Promise<Read> {
  const parts: Uint8Array[] = []
  for (let at = from; at < to; ) {
    const { chunks, next } = await reader.read({ from: at, maxBytes: to - at })
    parts.push(...chunks.flatMap(chunk => within(chunk, to)))
    if (next === at) break
    at = next
  }
  const bytes = Buffer.concat(parts)
  return { bytes, missing: to - from - bytes.length }
}

/** A page counts its bytes: behind a gap they may lead past the end that was asked for. */
function within({ offset, bytes }: Chunk, to: number): Uint8Array[] {
  return offset < to ? [bytes.subarray(0, to - offset)] : []
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function toText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
