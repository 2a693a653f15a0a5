import type { Said, TranscriptEntry } from '../../../src/core/transcript.ts'
import { runId } from '../../core/records.ts'

/** Entries of a transcript, numbered in their order. */
export function entriesOf(
  ...said: readonly (Said & { readonly offset: number; readonly timeMs: number })[]
): readonly TranscriptEntry[] {
  return said.map((one, index) => ({ ...one, run: runId(1), sequence: index + 1, actor: 'user' }))
}

/** Items one by one, as they come from a page. */
export async function* listOf<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

/** Everything that comes. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
