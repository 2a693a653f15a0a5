import { createSplitter } from '../client/lines.ts'
import { openClient } from '../client/open.ts'
import type { RunId } from '../core/id.ts'
import type { Stream, StreamChoice } from '../core/output.ts'
import { isLive } from '../core/record.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'
import type { Link } from './link.ts'

export type OutputOptions = {
  /** The byte offset in the run's output at which to begin; default 0. An offset past its end is `invalid-cursor`. */
  readonly from?: number
  /** `all` (default) is every stream in order of arrival. A terminal and merged streams are one stream. */
  readonly stream?: StreamChoice
  /** Goes on as the output grows, until the run has ended; `false` ends where the output ends now. Default true. */
  readonly follow?: boolean
  /** Ends it early. */
  readonly signal?: AbortSignal
}

/** A stretch that is not there: older than what is kept, not taken by the disk, or damaged. Offsets are in bytes. */
export type OutputGap = {
  readonly kind: 'gap'
  readonly offset: number
  /** The cursor behind it. */
  readonly end: number
  readonly reason: 'dropped' | 'not-written' | 'damaged'
}

/** What a run wrote, in the pieces in which it was read. */
export type OutputChunk =
  | {
      readonly kind: 'bytes'
      readonly stream: Stream
      /** Where it begins in the run's output, in bytes. */
      readonly offset: number
      /** The cursor behind it: `from` of whoever reads on. */
      readonly end: number
      /** When it was read from the program, in ms since 1970. */
      readonly timeMs: number
      readonly bytes: Uint8Array
    }
  | OutputGap

/** One line of one stream. A line over 64 KiB is cut there. */
export type OutputLine =
  | {
      readonly kind: 'line'
      readonly stream: Stream
      readonly offset: number
      /** The cursor behind it, its line ending included. */
      readonly end: number
      /** When its first byte was read from the program, in ms since 1970. */
      readonly timeMs: number
      /** Without its line ending; bytes that are no UTF-8 are U+FFFD. What it holds may steer a terminal. */
      readonly text: string
      /** Whether its line ending was seen. */
      readonly complete: boolean
    }
  | OutputGap

type Asked = { readonly run: RunId; readonly options: OutputOptions }

/** What a run writes, from a cursor on. */
export async function* readOutput(link: Link, { run, options }: Asked): AsyncGenerator<OutputChunk> {
  const { from = 0, stream = 'all', follow = true, signal } = options
  const known = await openProgress(run, link)
  const stop = new AbortController()
  const end = (): void => stop.abort()
  for (const one of [signal, link.closing]) one?.addEventListener('abort', end)
  if (signal?.aborted) stop.abort()
  try {
    const client = openClient(known.connection)
    const isComplete = (): boolean => !follow || known.isOver()
    for await (const page of client.follow(run, { from, stream, isComplete, signal: stop.signal })) {
      const gaps = page.gaps.map(gap => ({ kind: 'gap', offset: gap.from, end: gap.to, reason: gap.reason }) as const)
      const chunks = page.chunks.map(one => ({ ...one, kind: 'bytes', end: one.offset + one.bytes.length }) as const)
      yield* [...chunks, ...gaps].sort((one, other) => one.offset - other.offset)
    }
    if (link.closing.aborted && follow && !known.isOver()) throw link.closing.reason
  } finally {
    known.close()
    for (const one of [signal, link.closing]) one?.removeEventListener('abort', end)
  }
}

/** What a run writes, line by line; an unfinished last line comes at the end. */
export async function* readLines(link: Link, asked: Asked): AsyncGenerator<OutputLine> {
  const splitter = createSplitter()
  for await (const piece of readOutput(link, asked)) {
    const lines = piece.kind === 'gap' ? splitter.flush() : splitter.push(piece)
    for (const line of lines) yield { kind: 'line', ...line }
    if (piece.kind === 'gap') yield piece
  }
  for (const line of splitter.flush()) yield { kind: 'line', ...line }
}

type Progress = {
  /** Wakes its listeners also when the end of the run was missed. */
  readonly connection: Connection
  isOver(): boolean
  close(): void
}

async function openProgress(run: RunId, link: Link): Promise<Progress> {
  const connection = await link.connection()
  const listeners = new Set<(notice: Notice) => void>()
  let isOver = false

  async function look(): Promise<void> {
    const found = await link.ask('run-record', { run })
    isOver ||= !isLive(found.run)
    for (const wake of listeners) wake({ kind: 'grew', run, end: 0 })
  }

  const hush = connection.listen(notice => {
    if (notice.kind === 'events') isOver ||= notice.events.some(one => one.kind === 'run.ended' && one.run === run)
    if (notice.kind === 'lagged' || notice.kind === 'closed') look().catch(() => undefined)
    for (const listener of listeners) listener(notice)
  })
  try {
    await look()
  } catch (problem) {
    hush()
    throw problem
  }
  return {
    isOver: () => isOver,
    close: hush,
    connection: {
      ...connection,
      listen(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
}
