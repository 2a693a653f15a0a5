import type { RunId } from '../core/id.ts'
import { foldRecords } from './fold.ts'
import type { Kept } from './kept.ts'
import { readBase, writeBase } from './meta.ts'
import { runId } from './shapes/process.ts'

export type Retention = {
  /** How many ended runs are kept of each worker, the newest. */
  readonly runsPerWorker: number
  /** How long ended runs and events are kept, in ms. */
  readonly maxAgeMs: number
  /** How many events are kept, the newest; a million by default. */
  readonly maxEvents?: number | undefined
  readonly nowMs: number
}

export type Pruned = {
  /** The runs that are gone; what they have on disk elsewhere may go too. */
  readonly runs: readonly RunId[]
  /** How many events are gone. */
  readonly events: number
  /** Whether there was no more to take: a call takes little, so that it is short. */
  readonly done: boolean
}

const defaultMaxEvents = 1_000_000

/** So many runs and so many events a call take a few ms. */
const runsPerCall = 64
const eventsPerCall = 256

/** Takes what is past its retention; in a transaction. A live run stays, and so does the one that a worker stands on. */
export function prune(kept: Kept, retention: Retention): Pruned {
  const runs = pruneRuns(kept, retention)
  const events = pruneEvents(kept, retention)
  const { database, journal, removed } = kept
  removed.forgetBefore(journal.firstAvailable)
  database.prepare('delete from reserved where time_ms < ?').run(retention.nowMs - retention.maxAgeMs)
  return { runs, events, done: runs.length < runsPerCall && events < eventsPerCall }
}

function pruneRuns({ database, journal, present, base, beside, removed }: Kept, retention: Retention): RunId[] {
  const { runsPerWorker, nowMs, maxAgeMs } = retention
  const rows = database.prepare(selectDoomed).all(runsPerWorker, nowMs - maxAgeMs, runsPerCall)
  const doomed = rows.map(row => runId(row['id']))
  for (const run of doomed) {
    present.runs.remove(run)
    base.runs.remove(run)
    beside.transcript.clear(run)
    removed.add(run, journal.last.id)
  }
  return doomed
}

const selectDoomed = `
  select id from (
    select id, coalesce(ended_ms, queued_ms) as ended_ms,
      row_number() over (partition by worker order by queued_ms desc, seq desc) as place
    from runs where live = 0
  )
  where (place > ? or ended_ms < ?) and id not in (select run from workers where run is not null)
  limit ?`

function pruneEvents({ database, journal, base, removed }: Kept, { maxEvents, maxAgeMs, nowMs }: Retention): number {
  const first = journal.firstAvailable
  const oldest = journal.last.id - (maxEvents ?? defaultMaxEvents)
  const row = database.prepare(selectCut).first(journal.last.id, eventsPerCall, nowMs - maxAgeMs, oldest)
  const cut = Number(row?.['cut'] ?? 0)
  if (cut < first) return 0
  for (const { events } of journal.between(readBase(database), cut)) foldRecords(base, events, removed.has)
  if (cut > readBase(database)) writeBase(database, cut)
  journal.dropTo(cut)
  return cut - first + 1
}

// The newest event always stays: ids go on from it.
const selectCut = `
  select max(id) as cut from (select id, time_ms from events where id < ? order by id limit ?)
  where time_ms < ? or id <= ?`
