import { describeOutcome, statusOf } from '../core/outcome.ts'
import type { StreamChoice } from '../core/output.ts'
import type { RunRecord } from '../core/record.ts'
import { headEnd, type Json, longestErrorBytes, shapeOutput, tailStart, type Written } from '../core/result.ts'
import type { LogReader } from '../log/read.ts'

type Source = Pick<LogReader, 'read' | 'tail' | 'bounds'>

/** What a run that has ended came to. Sizes are in bytes. */
export type RunResult = {
  /** What it wrote as one value (behaviour A7); undefined when it wrote nothing. What was cut is never read as JSON. */
  readonly output: Json | undefined
  /** Of the output, how much is not in `output`, and what is. */
  readonly cut: { readonly bytes: number; readonly kept: string } | undefined
  /** Undefined when it completed. */
  readonly error: RunError | undefined
}

export type RunError = {
  /** How it ended, in a sentence. */
  readonly message: string
  /** The end of what came on stderr, and how much came before that. */
  readonly stderr: string
  readonly cutBytes: number
}

/** More than this is no result but a log. */
const mostBytes = 1024 * 1024

const keptHead = 'the first MiB of each stream'
const afterLost = 'after what is kept no more'

/** The result of a run, from the beginnings of its streams; undefined while it has none. */
export async function readResult(source: Source, { state, success }: RunRecord): Promise<RunResult | undefined> {
  if (state.status !== 'ended') return undefined
  const { outcome } = state
  const { firstAvailable, end } = await source.bounds()
  const streams = await streamsOf(source, firstAvailable)
  const stdout = await readHead(source, streams.stdout, firstAvailable)
  const stderr = streams.stderr ? await readHead(source, streams.stderr, firstAvailable) : noHead
  const cutBytes = end - stdout.bytes.length - stderr.bytes.length
  const hasFailed = statusOf(outcome, success) !== 'completed'
  return {
    output: toOutput({ stdout: toText(stdout), stderr: toText(stderr) }, firstAvailable === 0 && stdout.isWhole),
    cut:
      cutBytes > 0
        ? { bytes: cutBytes, kept: firstAvailable === 0 ? keptHead : `${keptHead} ${afterLost}` }
        : undefined,
    error: hasFailed ? { message: describeOutcome(outcome), ...(await readErrorTail(source, stderr)) } : undefined,
  }
}

type Streams = { readonly stdout: StreamChoice; readonly stderr: 'stderr' | undefined }

/** A terminal and merged pipes are one stream, which counts as stdout. */
async function streamsOf(source: Source, from: number): Promise<Streams> {
  const { chunks } = await source.read({ from, maxBytes: 1 })
  const isOne = chunks[0]?.stream === 'pty' || chunks[0]?.stream === 'merged'
  return isOne ? { stdout: 'all', stderr: undefined } : { stdout: 'stdout', stderr: 'stderr' }
}

type Head = { readonly bytes: Buffer; readonly isWhole: boolean }

const noHead: Head = { bytes: Buffer.alloc(0), isWhole: true }

/** A stream that says little among another that says much is not looked for further than so many pages of records. */
const mostPages = 128

async function readHead(source: Source, stream: StreamChoice, from: number): Promise<Head> {
  const parts: Uint8Array[] = []
  let [length, at, hasGap] = [0, from, false]
  for (let pages = 0; pages < mostPages && length <= mostBytes; pages += 1) {
    const page = await source.read({ from: at, maxBytes: mostBytes + 1 - length, stream })
    for (const { bytes } of page.chunks) parts.push(bytes)
    length = parts.reduce((sum, { length: more }) => sum + more, 0)
    hasGap ||= page.gaps.length > 0
    at = page.next
    if (page.atEnd && length <= mostBytes) return { bytes: Buffer.concat(parts), isWhole: !hasGap }
  }
  const bytes = Buffer.concat(parts)
  return { bytes: bytes.subarray(0, headEnd(bytes, mostBytes)), isWhole: false }
}

function toOutput(written: Written, isWhole: boolean): Json | undefined {
  if (isWhole) return shapeOutput(written)
  const kept = Object.entries(written).filter(([, text]) => text !== '')
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

async function readErrorTail(source: Source, { bytes: head, isWhole }: Head): Promise<Omit<RunError, 'message'>> {
  if (isWhole) {
    const start = tailStart(head, longestErrorBytes)
    return { stderr: head.toString('utf8', start), cutBytes: start }
  }
  const order = { lines: Number.POSITIVE_INFINITY, stream: 'stderr' } as const
  // One character more than is shown, so that a whole one is seen to be whole.
  const from = await source.tail({ ...order, maxBytes: longestErrorBytes + 4 })
  const { bytes } = await readHead(source, 'stderr', from)
  const start = tailStart(bytes, longestErrorBytes)
  const lengthBytes = await lengthOf(source, 'stderr')
  return { stderr: bytes.toString('utf8', start), cutBytes: lengthBytes - (bytes.length - start) }
}

const pageBytes = 256 * 1024

async function lengthOf(source: Source, stream: StreamChoice): Promise<number> {
  const { firstAvailable, end } = await source.bounds()
  let length = 0
  for (let from = firstAvailable; from < end; ) {
    const { chunks, next } = await source.read({ from, maxBytes: pageBytes, stream })
    length += chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (next === from) break
    from = next
  }
  return length
}

function toText({ bytes }: Head): string {
  return bytes.toString('utf8')
}
