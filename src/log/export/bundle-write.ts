import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { SkepEvent } from '../../core/event.ts'
import type { Chunk } from '../../core/output.ts'
import type { RunRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import { type BundleChunk, type BundleHeader, type BundleLine, bundleFormat, bundleVersion } from './bundle.ts'
import type { Stretch } from './pages.ts'

/** Everything that a bundle holds. */
export type BundleContents = {
  readonly exportedAtMs: number
  readonly end: number
  readonly run: RunRecord
  readonly worker: WorkerSpec
  readonly entries: AsyncIterable<TranscriptEntry>
  readonly events: AsyncIterable<SkepEvent>
  readonly stretches: AsyncIterable<Stretch>
}

/** Writes a bundle, piece by piece at the pace of whoever takes it. */
export function writeBundle(contents: BundleContents): AsyncIterable<Uint8Array> {
  const gzip = createGzip()
  // What goes wrong in here is what who takes the bytes is told.
  void pipeline(joinLines(withTotal(linesOf(contents))), gzip).catch(() => undefined)
  return gzip
}

async function* linesOf(contents: BundleContents): AsyncGenerator<BundleHeader | BundleLine> {
  const { exportedAtMs, end, run, worker, entries, events, stretches } = contents
  yield { format: bundleFormat, version: bundleVersion, exportedAtMs, end, run, worker }
  for await (const entry of entries) yield { entry }
  for await (const event of events) yield { event }
  for await (const stretch of stretches) yield stretch.kind === 'gap' ? { gap: stretch.gap } : toChunk(stretch.chunk)
}

function toChunk({ stream, offset, timeMs, bytes }: Chunk): { readonly chunk: BundleChunk } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const place = { stream, offset, timeMs }
  return isUtf8(buffer)
    ? { chunk: { ...place, text: buffer.toString('utf8') } }
    : { chunk: { ...place, base64: buffer.toString('base64') } }
}

async function* withTotal(lines: AsyncIterable<BundleHeader | BundleLine>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  for await (const line of lines) {
    const text = `${JSON.stringify(line)}\n`
    hash.update(text)
    count += 1
    yield text
  }
  const total: BundleLine = { total: { lines: count, sha256: hash.digest('hex') } }
  yield `${JSON.stringify(total)}\n`
}

/** Many small lines cost less as one. */
const blockUnits = 64 * 1024

async function* joinLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let block = ''
  for await (const line of lines) {
    block += line
    if (block.length < blockUnits) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}
