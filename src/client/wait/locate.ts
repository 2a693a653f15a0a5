import { createSanitiser } from '../../core/sanitise.ts'
import type { Line } from '../../log/lines.ts'
import type { LogReader } from '../../log/read.ts'

const pageBytes = 64 * 1024

/** The offset in the run right behind so many characters of a line, counted as they are shown. */
export async function locate(reader: LogReader, line: Line, characters: number): Promise<number> {
  const count = createCounter(characters)
  const { stream } = line
  const choice = stream === 'stdout' || stream === 'stderr' ? stream : 'all'
  for (let from = line.offset; characters > 0 && from < line.end; ) {
    const page = await reader.read({ from, maxBytes: pageBytes, stream: choice })
    for (const chunk of page.chunks) {
      const taken = count(chunk.bytes)
      if (taken !== undefined) return chunk.offset + taken
    }
    // What was dropped meanwhile cannot be counted.
    if (page.next === from || page.gaps.length > 0) return line.end
    from = page.next
  }
  return characters > 0 ? line.end : line.offset
}

/** Counts characters over pieces; answers how many bytes of a piece were needed, once they are enough. */
function createCounter(characters: number): (bytes: Uint8Array) => number | undefined {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const sanitiser = createSanitiser({ keep: 'nothing' })
  let shown = 0
  return bytes => {
    for (const [at, byte] of bytes.entries()) {
      shown += sanitiser.push(decoder.decode(Uint8Array.of(byte), { stream: true })).length
      if (shown >= characters) return at + 1
    }
    return undefined
  }
}
