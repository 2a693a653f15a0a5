import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Fault } from '../../core/fault.ts'
import { longestLineBytes } from './bundle.ts'
import { damagedFault, foreignFault } from './bundle-fault.ts'

/** One line of a bundle; `sha256` is that of every line before it. */
export type RawLine = { readonly number: number; readonly bytes: Buffer; sha256(): string }

/** The lines of a gzip'd file as it comes, each bounded. */
export async function* readLines(file: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  const hash = createHash('sha256')
  let number = 0
  for await (const bytes of splitLines(unzip(file))) {
    number += 1
    yield { number, bytes, sha256: () => hash.copy().digest('hex') }
    hash.update(bytes)
    hash.update('\n')
  }
}

async function* splitLines(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  let lines = 0
  for await (const block of blocks) {
    let rest = Buffer.from(block.buffer, block.byteOffset, block.length)
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)])
      lines += 1
      rest = rest.subarray(end + 1)
      parts = []
      length = 0
    }
    parts.push(rest)
    length += rest.length
    if (length > longestLineBytes)
      throw lines === 0
        ? foreignFault('a first line that does not end')
        : damagedFault(lines + 1, `at most ${longestLineBytes} bytes`, 'more than that')
  }
  if (length > 0) throw damagedFault(lines + 1, 'a whole line', 'one that breaks off')
}

const newline = 10

async function* unzip(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const written = pipeline(file, gunzip)
  // Told to who reads the other end.
  written.catch(() => undefined)
  let bytes = 0
  try {
    for await (const block of gunzip) {
      bytes += block.length
      yield block
    }
    await written
  } catch (problem) {
    throw toFault(problem, bytes)
  } finally {
    gunzip.destroy()
  }
}

// Reading the file itself may fail, too: that is no fault of what stands in it.
function toFault(problem: unknown, bytes: number): unknown {
  if (problem instanceof Fault || !(problem instanceof Error) || !('code' in problem)) return problem
  const { code, message } = problem
  if (typeof code !== 'string' || !code.startsWith('Z_')) return problem
  return bytes === 0 ? foreignFault(`no gzip (${message})`) : brokenFault(message)
}

function brokenFault(message: string): Fault {
  const hint = 'export the run again, and copy the file whole'
  return new Fault({ code: 'refused', message: `the bundle is damaged: its gzip does not hold (${message})`, hint })
}
