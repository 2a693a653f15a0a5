import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { BundlePart } from '../../../src/log/export/bundle-part.ts'
import { readBundle } from '../../../src/log/export/bundle-read.ts'
import { type BundleContents, writeBundle } from '../../../src/log/export/bundle-write.ts'
import type { Stretch } from '../../../src/log/export/pages.ts'
import { runOf, specOf } from '../../core/records.ts'
import { collect, entriesOf, listOf } from './entries.ts'

/** A bundle as a file holds it; a run of two streams with a conversation, unless the test says otherwise. */
export async function bundleOf(change: Partial<BundleContents> = {}): Promise<Buffer> {
  const contents = {
    exportedAtMs: 9_000,
    end: 17,
    run: runOf(),
    worker: specOf({ env: {}, declaredEnv: {} }),
    entries: listOf(said),
    events: listOf([]),
    stretches: listOf(stretches),
    ...change,
  }
  return Buffer.concat(await collect(writeBundle(contents)))
}

const said = entriesOf(
  { kind: 'state', status: 'running', outcome: undefined, offset: 5, timeMs: 1_000 },
  { kind: 'input', text: 'ls\r', secret: false, offset: 9, timeMs: 3_000 },
)

const stretches: readonly Stretch[] = [
  { kind: 'gap', from: 0, gap: { from: 0, to: 5, reason: 'dropped' } },
  chunkOf('stdout', 5, 'größe'),
  chunkOf('stderr', 12, Uint8Array.of(0xff, 0x00, 0xe6)),
  { kind: 'gap', from: 15, gap: { from: 15, to: 17, reason: 'not-written' } },
]

function chunkOf(stream: 'stdout' | 'stderr', offset: number, bytes: string | Uint8Array): Stretch {
  return { kind: 'chunk', from: offset, chunk: { stream, offset, timeMs: 2_000 + offset, bytes: Buffer.from(bytes) } }
}

/** Everything in a bundle. */
export function readAll(file: Uint8Array, blockBytes = 512): Promise<BundlePart[]> {
  return collect(readBundle(inBlocks(file, blockBytes)))
}

/** A file as it is read, a block at a time. */
export async function* inBlocks(file: Uint8Array, blockBytes = 512): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += blockBytes) yield file.subarray(at, at + blockBytes)
}

/** The lines of a bundle without its total. */
export function linesOf(file: Uint8Array): string[] {
  return gunzipSync(file).toString().trimEnd().split('\n').slice(0, -1)
}

/** A bundle of any lines, with a total that is right. */
export function seal(lines: readonly string[]): Buffer {
  const text = lines.map(line => `${line}\n`).join('')
  const total = { total: { lines: lines.length, sha256: createHash('sha256').update(text).digest('hex') } }
  return gzipSync(`${text}${JSON.stringify(total)}\n`)
}
