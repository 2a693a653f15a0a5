import type { SkepEvent } from '../core/event.ts'
import type { RunId } from '../core/id.ts'
import { foldRun } from '../core/picture.ts'
import { isLive, type RunRecord } from '../core/record.ts'
import type { Link } from './link.ts'
import { isOfRun } from './run-events.ts'

/** Resolves with a run's record when the run has ended and its output is complete; at once when that is so already. */
export async function untilEnded(run: RunId, link: Link): Promise<RunRecord> {
  const connection = await link.connection()
  const over = Promise.withResolvers<RunRecord>()
  let record: RunRecord | undefined
  let early: SkepEvent[] = []

  function fold(event: SkepEvent): void {
    if (!record) early.push(event)
    else settle(foldRun(record, event))
  }

  function settle(now: RunRecord): void {
    record = now
    if (!isLive(now)) over.resolve(now)
  }

  async function look(): Promise<void> {
    const found = await link.ask('run-record', { run })
    const missed = early
    early = []
    settle(found.run)
    for (const event of missed) fold(event)
  }

  const hush = connection.listen(notice => {
    if (notice.kind === 'events') for (const event of notice.events) if (isOfRun(event, run)) fold(event)
    // What happened meanwhile is in the record.
    if (notice.kind === 'lagged' || notice.kind === 'closed') look().catch(over.reject)
  })
  const give = (): void => over.reject(link.closing.reason)
  link.closing.addEventListener('abort', give)
  // When the first look fails nobody may be waiting yet.
  over.promise.catch(() => undefined)
  try {
    await look()
    return await over.promise
  } finally {
    hush()
    link.closing.removeEventListener('abort', give)
  }
}
