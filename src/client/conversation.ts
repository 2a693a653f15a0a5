import type { RunId } from '../core/id.ts'
import type { TranscriptEntry } from '../core/transcript.ts'
import type { Client } from './client.ts'
import { readStretch, type Stretch } from './stretch.ts'

/** What the runtime answers at most at once. */
const pageEntries = 256

/** What was said to a run, and what it wrote in between. */
export type Turn =
  | { readonly kind: 'said'; readonly entry: TranscriptEntry }
  | { readonly kind: 'output'; readonly stretch: Stretch }

/** A run's transcript from its first entry on. */
export async function* readTranscript({ ask }: Pick<Client, 'ask'>, run: RunId): AsyncGenerator<TranscriptEntry> {
  for (let start = 0; ; ) {
    const { items, next, total } = await ask('transcript', { run, start, limit: pageEntries })
    yield* items
    if (next >= total || next === start) return
    start = next
  }
}

/** The whole conversation with a run: what was said, and between it the output, by its place. */
export async function* readConversation(client: Client, run: RunId): AsyncGenerator<Turn> {
  const output = client.output(run)
  let at = 0
  for await (const entry of readTranscript(client, run)) {
    if (entry.offset > at) yield { kind: 'output', stretch: await readStretch(output, { from: at, to: entry.offset }) }
    at = Math.max(at, entry.offset)
    yield { kind: 'said', entry }
  }
  const { end } = await output.bounds()
  if (end > at) yield { kind: 'output', stretch: await readStretch(output, { from: at, to: end }) }
}
