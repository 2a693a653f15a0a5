import { readEnd } from './index-reader.ts'
import { readSegments } from './segment.ts'

/** What a log is at a moment: where its segments start, oldest first, and where its last record ends. */
export type LogShape = { readonly segments: readonly number[]; readonly end: number }

/** Looks at a log's folder. */
export async function readShape(folder: string): Promise<LogShape> {
  for (;;) {
    const segments = await readSegments(folder)
    const last = segments.at(-1)
    if (last === undefined) return { segments, end: 0 }
    const end = await readEnd(folder, last)
    // When the last one is gone between the two looks, another has taken its place.
    if (end !== undefined) return { segments, end }
  }
}
