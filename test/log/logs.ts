import fc from 'fast-check'
import type { Chunk, Stream, StreamChoice } from '../../src/core/output.ts'
import { type LogOptions, openLog } from '../../src/log/append.ts'
import type { Gap, Page } from '../../src/log/page.ts'
import type { LogReader } from '../../src/log/read.ts'

/** One `append`, as a test says it. */
export type Appended = { readonly stream: Stream; readonly bytes: Uint8Array; readonly timeMs: number }

/** Any output: small chunks of several streams, empty ones too, some in the same millisecond. */
export const anyOutput: fc.Arbitrary<readonly Appended[]> = fc
  .array(
    fc.record({
      stream: fc.constantFrom<Stream>('stdout', 'stderr', 'merged'),
      bytes: fc.uint8Array({ maxLength: 40 }),
      afterMs: fc.nat(2),
    }),
    { maxLength: 30 },
  )
  .map(appends => {
    let timeMs = 1_000
    return appends.map(({ stream, bytes, afterMs }) => {
      timeMs += afterMs
      return { stream, bytes, timeMs }
    })
  })

/** Appends it all and closes the log. */
export async function writeLog(folder: string, appends: readonly Appended[], options?: LogOptions): Promise<void> {
  const log = await openLog(folder, options)
  for (const { stream, bytes, timeMs } of appends) log.append(stream, bytes, timeMs)
  await log.close()
}

/** The bytes that were given, of the chosen streams. */
export function bytesOf(appends: readonly Appended[], choice: StreamChoice = 'all'): Buffer {
  return Buffer.concat(appends.filter(({ stream }) => choice === 'all' || stream === choice).map(({ bytes }) => bytes))
}

export type ReadAll = {
  readonly from?: number
  readonly maxBytes?: number
  readonly stream?: StreamChoice
}

/** All pages from a cursor to the end as it is at the last page. */
export async function readPages(
  reader: LogReader,
  { from = 0, maxBytes = 1000, stream = 'all' }: ReadAll = {},
): Promise<Page[]> {
  const pages: Page[] = []
  for (let cursor = from; ; ) {
    const page = await reader.read({ from: cursor, maxBytes, stream })
    pages.push(page)
    if (page.atEnd) return pages
    if (page.next <= cursor) throw new Error(`the cursor stays at ${cursor}`)
    cursor = page.next
  }
}

export async function readChunks(reader: LogReader, how?: ReadAll): Promise<Chunk[]> {
  return (await readPages(reader, how)).flatMap(({ chunks }) => chunks)
}

export async function readBytes(reader: LogReader, how?: ReadAll): Promise<Buffer> {
  return Buffer.concat((await readChunks(reader, how)).map(({ bytes }) => bytes))
}

export async function readGaps(reader: LogReader, how?: ReadAll): Promise<Gap[]> {
  return (await readPages(reader, how)).flatMap(({ gaps }) => gaps)
}

/** Output whose every byte follows from its offset, so that any part of it can be checked by itself. */
export function patternBytes(offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; at += 1) bytes[at] = patternByte(offset + at)
  return bytes
}

function patternByte(offset: number): number {
  return offset * 31 + (offset >> 8) * 7 + (offset >> 16) * 13
}

/** What is not as the pattern has it; undefined when all is. */
export function findWrong(chunks: readonly Chunk[]): Chunk | undefined {
  return chunks.find(({ offset, bytes }) => !patternBytes(offset, bytes.length).equals(bytes))
}

/** Chunks and gaps of all pages, as stretches in order. */
export function stretchesOf(pages: readonly Page[]): readonly (readonly [from: number, to: number])[] {
  const chunks = pages.flatMap(page => page.chunks.map(({ offset, bytes }) => [offset, offset + bytes.length] as const))
  const gaps = pages.flatMap(page => page.gaps.map(({ from, to }) => [from, to] as const))
  return [...chunks, ...gaps].sort(([one], [other]) => one - other)
}

/** Whether stretches lie end to end from one place to another. */
export function cover(stretches: readonly (readonly [from: number, to: number])[], from: number, to: number): boolean {
  let at = from
  for (const [start, stop] of stretches) {
    if (start !== at || stop <= start) return false
    at = stop
  }
  return at === to
}
