import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunId } from '../../core/id.ts'
import type { Size } from '../../core/output.ts'
import type { RunRecord } from '../../core/record.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Parts } from '../parts.ts'
import { firstSize } from './size.ts'

type Store = Pick<Parts, 'store'>

const pageEntries = 256

/** What was said to a run so far, from an entry on; the loop turns between pages. */
export async function* readEntries({ store }: Store, run: RunId, from = 0): AsyncGenerator<TranscriptEntry> {
  for (let start = from; ; ) {
    const { items, next, total } = store.transcript(run, { start, limit: pageEntries })
    yield* items
    if (next >= total || next === start) return
    start = next
    await nextTurn()
  }
}

/** What a terminal was resized to from a place in its output on, and how large it was there. */
export type Resizes = { readonly first: Size; readonly entries: readonly TranscriptEntry[] }

/** Who typed more than so many pages since the last resize is shown in the size that the terminal had at its start. */
const mostPages = 64

/** Looks for resizes from the end of the conversation back, until it knows the size at a place. */
export async function readResizes(
  parts: Pick<Parts, 'store' | 'picture'>,
  run: RunRecord,
  from: number,
): Promise<Resizes> {
  const { total } = parts.store.transcript(run.id, { start: 0, limit: 1 })
  let found: readonly TranscriptEntry[] = []
  let start = total
  for (let pages = 0; start > 0 && pages < mostPages; pages += 1) {
    const before = Math.max(0, start - pageEntries)
    found = [...(await resizesBetween(parts, run.id, { from: before, to: start })), ...found]
    start = before
    if (found.some(({ offset }) => offset <= from)) break
  }
  return toResizes(found, { from, first: firstSize(parts, run) })
}

type Between = { readonly from: number; readonly to: number }

async function resizesBetween({ store }: Store, run: RunId, { from, to }: Between): Promise<TranscriptEntry[]> {
  const found: TranscriptEntry[] = []
  // What was said may be long: then there are fewer on a page than are asked for.
  for (let start = from; start < to; await nextTurn()) {
    const { items, next } = store.transcript(run, { start, limit: to - start })
    found.push(...items.filter(({ kind }) => kind === 'resize'))
    if (next === start) break
    start = next
  }
  return found
}

type Known = { readonly from: number; readonly first: Size }

function toResizes(found: readonly TranscriptEntry[], { from, first }: Known): Resizes {
  const last = found.findLast(({ offset }) => offset <= from)
  return {
    first: last?.kind === 'resize' ? last.size : first,
    entries: found.filter(({ offset }) => offset > from),
  }
}
