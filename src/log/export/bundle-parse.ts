import type { Stream } from '../../core/output.ts'
import type { GapReason } from '../page.ts'
import { type BundleHeader, bundleFormat, longestChunkBytes } from './bundle.ts'
import { damagedFault, foreignFault, showFound } from './bundle-fault.ts'
import type { RawLine } from './bundle-lines.ts'
import type { BundleBody } from './bundle-part.ts'

type Fields = Readonly<Record<string, unknown>>
type Total = { readonly kind: 'total'; readonly lines: number; readonly sha256: string }

/** The first line, of which little is asked before it says that it is ours. */
export function parseHeader({ bytes, number }: RawLine): BundleHeader {
  const value = toValue(bytes)
  if (!isFields(value) || value['format'] !== bundleFormat)
    throw foreignFault(showFound(value ?? bytes.toString('utf8')))
  const version = toCount(value['version'], { line: number, what: 'a version' })
  const exportedAtMs = toCount(value['exportedAtMs'], { line: number, what: 'the time of the export' })
  const end = toCount(value['end'], { line: number, what: 'where the output ends' })
  return { format: bundleFormat, version, exportedAtMs, end, run: value['run'], worker: value['worker'] }
}

/** Any other line. */
export function parseLine({ bytes, number: line }: RawLine): BundleBody | Total {
  const value = toValue(bytes)
  if (isFields(value)) {
    const { entry, event, chunk, gap, total } = value
    if (entry !== undefined) return { kind: 'entry', entry }
    if (event !== undefined) return { kind: 'event', event }
    if (isFields(chunk)) return toChunk(chunk, line)
    if (isFields(gap)) return toGap(gap, line)
    if (isFields(total)) return toTotal(total, line)
  }
  throw damagedFault(line, 'an entry, event, chunk, gap or total', showFound(value ?? bytes.toString('utf8')))
}

function toValue(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The index keeps 48 bits of these. */
const mostCount = 2 ** 48 - 1

function toCount(value: unknown, { line, what }: { readonly line: number; readonly what: string }): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostCount) return value
  throw damagedFault(line, what, showFound(value))
}

const streams: ReadonlySet<unknown> = new Set<Stream>(['stdout', 'stderr', 'pty', 'merged'])
const reasons: ReadonlySet<unknown> = new Set<GapReason>(['dropped', 'not-written', 'damaged'])

function toChunk(chunk: Fields, line: number): BundleBody {
  const bytes = toBytes(chunk)
  if (!bytes || bytes.length === 0 || bytes.length > longestChunkBytes)
    throw damagedFault(line, `1 to ${longestChunkBytes} bytes`, bytes ? `${bytes.length}` : 'neither text nor base64')
  if (!isStream(chunk['stream'])) throw damagedFault(line, 'a stream', showFound(chunk['stream']))
  const offset = toCount(chunk['offset'], { line, what: 'an offset' })
  const timeMs = toCount(chunk['timeMs'], { line, what: 'a time' })
  return { kind: 'chunk', chunk: { stream: chunk['stream'], offset, timeMs, bytes } }
}

function isStream(value: unknown): value is Stream {
  return streams.has(value)
}

function toBytes({ text, base64 }: Fields): Buffer | undefined {
  if (typeof text === 'string') return Buffer.from(text, 'utf8')
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined
}

function toGap(gap: Fields, line: number): BundleBody {
  const from = toCount(gap['from'], { line, what: 'where a gap begins' })
  const to = toCount(gap['to'], { line, what: 'where a gap ends' })
  if (to <= from) throw damagedFault(line, `a gap that ends after ${from}`, `one that ends at ${to}`)
  if (!isReason(gap['reason'])) throw damagedFault(line, 'the reason of a gap', showFound(gap['reason']))
  return { kind: 'gap', gap: { from, to, reason: gap['reason'] } }
}

function isReason(value: unknown): value is GapReason {
  return reasons.has(value)
}

function toTotal({ lines, sha256 }: Fields, line: number): Total {
  if (typeof sha256 !== 'string') throw damagedFault(line, 'a SHA-256', showFound(sha256))
  return { kind: 'total', lines: toCount(lines, { line, what: 'how many lines there are' }), sha256 }
}
