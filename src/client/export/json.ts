import { toJsonText } from '../../core/json-text.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Client } from '../client.ts'
import { readTranscript } from '../conversation.ts'
import { readEventsOf } from './run-events.ts'

/** The version of the document. */
const version = 1

/** What is kept of a run beside its output, as one document: its record, the journal's events of it, its transcript. */
export async function* exportJson(client: Client, run: RunRecord): AsyncGenerator<string> {
  const output = await client.output(run.id).bounds()
  yield `{"v":${version},"run":${toJsonText(run)},\n"output":${toJsonText(output)},\n"events":[`
  yield* listOf(readEventsOf(client, run.id))
  yield '],\n"transcript":['
  yield* listOf(readTranscript(client, run.id))
  yield ']}\n'
}

async function* listOf(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let between = '\n'
  for await (const item of items) {
    yield `${between}${toJsonText(item)}`
    between = ',\n'
  }
}
