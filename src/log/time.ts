import { countWhile, openIndex, search } from './index-reader.ts'
import type { IndexRecord } from './record.ts'
import type { LogShape } from './shape.ts'

/** The offset of the first byte at a time or later; the end when there is none. */
export async function findTime(folder: string, { segments, end }: LogShape, timeMs: number): Promise<number> {
  const begun = await search(segments.length, async at => {
    const first = await readFirst(folder, segments[at])
    return first !== undefined && first.timeMs < timeMs
  })
  const inside = await findInSegment(folder, segments[begun - 1], timeMs)
  if (inside !== undefined) return inside
  const next = segments[begun]
  return (await readFirst(folder, next))?.offset ?? next ?? end
}

async function readFirst(folder: string, start: number | undefined): Promise<IndexRecord | undefined> {
  if (start === undefined) return undefined
  await using index = await openIndex(folder, start)
  return index?.recordAtOrBefore(0)
}

async function findInSegment(folder: string, start: number | undefined, timeMs: number): Promise<number | undefined> {
  if (start === undefined) return undefined
  await using index = await openIndex(folder, start)
  if (index === undefined) return undefined
  const before = await countWhile(index, record => record.timeMs < timeMs)
  return before < index.count ? (await index.recordAtOrBefore(before))?.offset : undefined
}
