import { type FileHandle, open } from 'node:fs/promises'
import type { Chunk, StreamChoice } from '../core/output.ts'
import { countWhile, type IndexReader, openIndex } from './index-reader.ts'
import type { PageDraft } from './page.ts'
import { endOf, type IndexRecord, type RecordStream } from './record.ts'
import { logPath, unlessMissing } from './segment.ts'

/** A segment as a reader sees it; `stop` is where the next one starts, or the end of the output. */
export type SegmentView = {
  readonly folder: string
  readonly start: number
  readonly stop: number
  readonly isFirst: boolean
}

/** Adds to a page what a segment holds from the page's cursor on. One that has vanished is a gap. */
export async function readSegment(page: PageDraft, { folder, start, stop, isFirst }: SegmentView): Promise<void> {
  await using index = await openIndex(folder, start)
  await using log = await openLogFile(folder, start)
  if (index === undefined || log === undefined) return page.dropTo(stop)
  if (page.cursor < start) await missToStart(page, index, { start, isFirst })
  await readPieces(page, { log, start, pieces: await planPieces(page, index) })
}

/** Opens a segment's raw bytes for reading; undefined when the segment is gone. */
export async function openLogFile(folder: string, start: number): Promise<FileHandle | undefined> {
  return unlessMissing(open(logPath(folder, start)))
}

// What is missing before the first segment was dropped; before another it was lost, but for what a gap record claims.
async function missToStart(
  page: PageDraft,
  index: IndexReader,
  { start, isFirst }: Pick<SegmentView, 'start' | 'isFirst'>,
): Promise<void> {
  const first = await index.recordAtOrBefore(0)
  const stop = first?.stream === 'gap' ? first.offset : start
  page.missTo(stop, isFirst ? 'dropped' : 'damaged')
  page.missTo(start, 'not-written')
}

/** A chunk whose bytes are still in the file. */
export type Piece = Omit<Chunk, 'bytes'> & { readonly length: number }

async function planPieces(page: PageDraft, index: IndexReader): Promise<Piece[]> {
  const pieces: Piece[] = []
  const first = await countWhile(index, record => endOf(record) <= page.cursor)
  for await (const block of index.forward(first)) {
    for (const { record } of block) {
      if (record === undefined || record.stream === 'gap') continue
      if (page.isFull || record.offset >= page.end) return pieces
      planRecord(page, record, pieces)
    }
  }
  return pieces
}

function planRecord(page: PageDraft, record: IndexRecord, pieces: Piece[]): void {
  page.missTo(record.offset, 'damaged')
  const stop = Math.min(endOf(record), page.end)
  if (isChosen(record.stream, page.stream)) {
    const offset = page.cursor
    pieces.push({ stream: toStream(record.stream), offset, timeMs: record.timeMs, length: page.reserveTo(stop) })
  } else {
    page.passTo(stop)
  }
}

/** Whether a record's bytes are part of what was chosen. */
export function isChosen(stream: RecordStream, choice: StreamChoice): boolean {
  return stream !== 'gap' && (choice === 'all' || stream === choice)
}

// Bytes that a crash left without a record came from one stream or another: merged is what is certain.
function toStream(stream: RecordStream): Chunk['stream'] {
  return stream === 'unattributed' || stream === 'gap' ? 'merged' : stream
}

type Reading = { readonly log: FileHandle; readonly start: number; readonly pieces: readonly Piece[] }

async function readPieces(page: PageDraft, { log, start, pieces }: Reading): Promise<void> {
  for (const group of toGroups(pieces)) {
    const bytes = await readAt(log, group.offset - start, group.length)
    for (const piece of group.pieces) addPiece(page, piece, bytes.subarray(piece.offset - group.offset))
  }
}

function addPiece(page: PageDraft, { length, ...chunk }: Piece, bytes: Uint8Array): void {
  const there = bytes.subarray(0, length)
  if (there.length > 0) page.addChunk({ ...chunk, bytes: there })
  if (there.length === length) return
  page.addGap({ from: chunk.offset + there.length, to: chunk.offset + length, reason: 'damaged' })
}

/** What lies between two pieces is read with them when it is less than this: cheaper than asking twice. */
const readThroughBytes = 4096

type Group = { readonly offset: number; readonly length: number; readonly pieces: readonly Piece[] }

function toGroups(pieces: readonly Piece[]): Group[] {
  const groups: { offset: number; length: number; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    if (last && piece.offset - (last.offset + last.length) <= readThroughBytes) {
      last.pieces.push(piece)
      last.length = piece.offset + piece.length - last.offset
    } else {
      groups.push({ offset: piece.offset, length: piece.length, pieces: [piece] })
    }
  }
  return groups
}

/** Reads so many bytes of a file, or as many as it has there. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await file.read(bytes, got, length - got, position + got)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return bytes.subarray(0, got)
}
