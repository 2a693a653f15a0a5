import type { RunRecord } from '../../core/record.ts'
import { writeBundle } from '../../log/export/bundle-write.ts'
import { readStretches } from '../../log/export/pages.ts'
import type { Client } from '../client.ts'
import { readTranscript } from '../conversation.ts'
import { readEventsOf } from './run-events.ts'
import { findSubject } from './subject.ts'

/** A run as a bundle, from which it can be imported elsewhere. Its environment stays here: it may hold secrets. */
export async function* exportBundle(client: Client, run: RunRecord, nowMs: number): AsyncGenerator<Uint8Array> {
  const { spec } = await findSubject(client, run)
  const output = client.output(run.id)
  const { end } = await output.bounds()
  yield* writeBundle({
    exportedAtMs: nowMs,
    end,
    run,
    worker: { ...spec, env: {}, declaredEnv: {} },
    entries: readTranscript(client, run.id),
    events: readEventsOf(client, run.id),
    stretches: readStretches(output, end),
  })
}
