import type { Chunk, Stream } from '../core/output.ts'

/** One line of one stream. */
export type Line = {
  readonly stream: Stream
  /** The offset in the run of its first byte. */
  readonly offset: number
  /** The cursor after its last byte, its newline included. */
  readonly end: number
  /** When its first byte was written. */
  readonly timeMs: number
  /** Without its line ending; bytes that are not UTF-8 show as U+FFFD. */
  readonly text: string
  /** Whether its newline was seen; else what follows on this stream belongs to it. */
  readonly complete: boolean
}

/** A longer line is cut here, or up to three bytes later where the character ends. */
export const longestLineBytes: number = 64 * 1024

const newline = 10
const carriageReturn = 13
const longestRestOfCharacter = 3

type Unfinished = {
  readonly stream: Stream
  readonly offset: number
  readonly timeMs: number
  end: number
  readonly parts: Uint8Array[]
  length: number
}

/** Takes chunks in order and gives their lines. Each stream's unfinished line waits for its rest. */
export class LineSplitter {
  readonly #unfinished = new Map<Stream, Unfinished>()

  /** The lines that a chunk finishes, in order. */
  push({ stream, offset, timeMs, bytes }: Chunk): Line[] {
    const lines: Line[] = []
    for (let at = 0; at < bytes.length; ) {
      const line = this.#unfinished.get(stream) ?? begin({ stream, offset: offset + at, timeMs })
      const rest = bytes.subarray(at)
      const stop = findStop(line, rest)
      at += stop.bytes
      extend(line, rest.subarray(0, stop.bytes), offset + at)
      if (stop.kind === 'none') this.#unfinished.set(stream, line)
      else this.#unfinished.delete(stream)
      if (stop.kind !== 'none') lines.push(toLine(line, stop.kind === 'newline'))
    }
    return lines
  }

  /** The unfinished lines as they stand, a prompt for one; they stay unfinished. */
  unfinished(): Line[] {
    const lines = Array.from(this.#unfinished.values(), line => toLine(line, false))
    return lines.sort((one, other) => one.offset - other.offset)
  }

  /** Where the first unfinished line of the other streams begins; undefined when they have none. */
  unfinishedBeside(stream: Stream): number | undefined {
    let first: number | undefined
    for (const line of this.#unfinished.values()) {
      if (line.stream !== stream) first = Math.min(first ?? line.offset, line.offset)
    }
    return first
  }

  /** Ends the unfinished lines where they stand: nothing follows, or a gap does. */
  flush(): Line[] {
    const lines = this.unfinished()
    this.#unfinished.clear()
    return lines
  }
}

function begin({ stream, offset, timeMs }: Omit<Chunk, 'bytes'>): Unfinished {
  return { stream, offset, timeMs, end: offset, parts: [], length: 0 }
}

function extend(line: Unfinished, bytes: Uint8Array, end: number): void {
  line.parts.push(bytes)
  line.length += bytes.length
  line.end = end
}

/** How many of these bytes belong to the line, and what ends it there. */
type Stop = { readonly kind: 'newline' | 'cut' | 'none'; readonly bytes: number }

function findStop({ length }: Unfinished, bytes: Uint8Array): Stop {
  const cut = findCut(length, bytes)
  const end = bytes.subarray(0, cut + 1).indexOf(newline)
  if (end >= 0) return { kind: 'newline', bytes: end + 1 }
  return bytes.length > cut ? { kind: 'cut', bytes: cut } : { kind: 'none', bytes: bytes.length }
}

// Depends on the line's bytes alone, never on how they came in chunks.
function findCut(length: number, bytes: Uint8Array): number {
  const latest = longestLineBytes + longestRestOfCharacter - length
  let cut = Math.max(0, longestLineBytes - length)
  while (cut < latest && isInsideCharacter(bytes[cut])) cut += 1
  return cut
}

function isInsideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000
}

function toLine({ stream, offset, end, timeMs, parts, length }: Unfinished, complete: boolean): Line {
  const bytes = joined(parts, length)
  const text = (complete ? withoutEnding(bytes) : bytes).toString('utf8')
  return { stream, offset, end, timeMs, text, complete }
}

// Most lines lie in one chunk and need no copy.
function joined(parts: readonly Uint8Array[], length: number): Buffer {
  const [only] = parts
  if (only === undefined || parts.length > 1) return Buffer.concat(parts, length)
  return Buffer.from(only.buffer, only.byteOffset, only.length)
}

function withoutEnding(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.at(-2) === carriageReturn ? -2 : -1)
}
