import type { Chunk } from '../../core/output.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Gap } from '../page.ts'
import type { Stretch } from './pages.ts'

/** What happened in a run: it wrote something, something of it is missing, or something was said to it. */
export type Moment =
  | { readonly kind: 'output'; readonly chunk: Chunk }
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'said'; readonly entry: TranscriptEntry }

/** Output and conversation of a run as one row of moments: what was said stands where in the output it was said. */
export async function* toMoments(
  stretches: AsyncIterable<Stretch>,
  entries: AsyncIterable<TranscriptEntry>,
): AsyncGenerator<Moment> {
  const said = inOffsetOrder(entries)
  let next = await said.next()
  for await (const stretch of stretches) {
    let rest: Stretch | undefined = stretch
    while (rest) {
      if (next.done || next.value.offset >= endOf(rest)) {
        yield toMoment(rest)
        rest = undefined
        continue
      }
      const { before, after } = splitAt(rest, next.value.offset)
      if (before) yield toMoment(before)
      yield { kind: 'said', entry: next.value }
      rest = after
      next = await said.next()
    }
  }
  for (; !next.done; next = await said.next()) yield { kind: 'said', entry: next.value }
}

function endOf(stretch: Stretch): number {
  return stretch.kind === 'gap' ? stretch.gap.to : stretch.chunk.offset + stretch.chunk.bytes.length
}

function toMoment(stretch: Stretch): Moment {
  return stretch.kind === 'gap' ? stretch : { kind: 'output', chunk: stretch.chunk }
}

type Halves = { readonly before?: Stretch; readonly after: Stretch }

// A gap has no inside: what was said in it stands before it.
function splitAt(stretch: Stretch, offset: number): Halves {
  if (stretch.kind === 'gap' || offset <= stretch.from) return { after: stretch }
  const { chunk, from } = stretch
  const [head, tail] = [chunk.bytes.subarray(0, offset - from), chunk.bytes.subarray(offset - from)]
  return {
    before: { ...stretch, chunk: { ...chunk, bytes: head } },
    after: { kind: 'chunk', from: offset, chunk: { ...chunk, offset, bytes: tail } },
  }
}

/** What is typed is written down when it is complete, at the place where it began: a few entries may stand before it by then. */
const mostHeld = 256

async function* inOffsetOrder(entries: AsyncIterable<TranscriptEntry>): AsyncGenerator<TranscriptEntry, undefined> {
  const held: TranscriptEntry[] = []
  for await (const entry of entries) {
    const at = held.findLastIndex(({ offset }) => offset <= entry.offset)
    held.splice(at + 1, 0, entry)
    const first = held.length > mostHeld ? held.shift() : undefined
    if (first) yield first
  }
  yield* held
  return undefined
}
