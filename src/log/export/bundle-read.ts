import { type BundleHeader, bundleVersion } from './bundle.ts'
import { damagedFault, foreignFault, newerFault } from './bundle-fault.ts'
import { type RawLine, readLines } from './bundle-lines.ts'
import { parseHeader, parseLine } from './bundle-parse.ts'
import type { BundlePart } from './bundle-part.ts'
import { openCover } from './cover.ts'

/**
 * Reads a bundle as its bytes come. Whoever reads it to its end knows that it is whole: a file that is foreign, newer,
 * damaged or cut off is a `Fault`, at the latest there. Memory is bounded by a line.
 */
export async function* readBundle(file: AsyncIterable<Uint8Array>): AsyncGenerator<BundlePart> {
  let header: BundleHeader | undefined
  let isWhole = false
  let lines = 0
  const cover = openCover()
  for await (const line of readLines(file)) {
    lines = line.number
    if (isWhole) throw damagedFault(line.number, 'nothing any more', 'another line')
    if (!header) {
      header = knownHeader(line)
      yield { kind: 'header', header }
      continue
    }
    const part = parseLine(line)
    if (part.kind !== 'total') {
      cover.add(part, line.number)
      yield part
      continue
    }
    cover.finish(header.end, line.number)
    checkTotal(part, line)
    isWhole = true
  }
  if (!header) throw foreignFault('an empty file')
  if (!isWhole) throw damagedFault(lines + 1, 'the total', 'nothing: the file ends before it')
}

function knownHeader(line: RawLine): BundleHeader {
  const header = parseHeader(line)
  if (header.version > bundleVersion) throw newerFault(header.version, bundleVersion)
  return header
}

function checkTotal({ lines, sha256 }: { readonly lines: number; readonly sha256: string }, line: RawLine): void {
  if (lines !== line.number - 1) throw damagedFault(line.number, `a total of ${line.number - 1} lines`, `${lines}`)
  const found = line.sha256()
  if (sha256 !== found) throw damagedFault(line.number, `the SHA-256 of what is before it (${found})`, sha256)
}
