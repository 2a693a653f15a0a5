import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Client } from '../client.ts'
import type { Place } from './sight.ts'

/** More runs of one worker than are kept. */
const limit = 256

/** A run that the picture no longer shows; undefined when it is not kept any more. */
export async function findPast(client: Client, worker: WorkerId, run: RunId): Promise<RunRecord | undefined> {
  const { runs } = await client.ask('runs', { worker, limit })
  return runs.find(({ id }) => id === run)
}

/** The run that came after another one of its worker, or as its first one, however many have come since. */
export async function findNext(client: Client, last: RunId | undefined, latest: RunRecord): Promise<RunRecord> {
  if (latest.previous === last) return latest
  const { runs } = await client.ask('runs', { worker: latest.worker, limit })
  return runs.find(({ previous }) => previous === last) ?? latest
}

/** Resolves with the record of a run once it has ended and its output is complete. */
export async function untilEnded({
  client,
  feed,
  record,
  signal,
}: Place & { readonly record: RunRecord }): Promise<RunRecord> {
  if (record.state.status === 'ended') return record
  const seen = await feed.until(({ runs }) => {
    const now = runs.get(record.id)
    // When notices were missed, another run may have taken its place.
    if (!now) return { ended: undefined }
    return now.state.status === 'ended' ? { ended: now } : undefined
  }, signal)
  return seen.ended ?? (await findPast(client, record.worker, record.id)) ?? record
}
