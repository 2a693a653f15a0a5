import type { RunId } from '../core/id.ts'
import { foldRecords } from './fold.ts'
import type { Kept } from './kept.ts'
import { readBase, writeBase } from './meta.ts'
import { text } from './shape.ts'
import { runId } from './shapes/process.ts'
import type { Database, Row } from './sqlite.ts'

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

/** So many a call take a few ms. */
const runsPerCall = 32
const eventsPerCall = 256
const entriesPerCall = 1_000

/** Takes what is past its retention; in a transaction. A live run stays, and so does the one that a worker stands on. */
export function prune(kept: Kept, retention: Retention): Pruned {
  const { database, journal, removed } = kept
  const runs = pruneRuns(kept, retention)
  const isSwept = removed.sweep(entriesPerCall)
  const events = pruneEvents(kept, retention)
  removed.forgetBefore(journal.firstAvailable)
  database.prepare('delete from reserved where time_ms < ?').run(retention.nowMs - retention.maxAgeMs)
  return { runs, events, done: isSwept && runs.length < runsPerCall && events < eventsPerCall }
}

function pruneRuns({ database, journal, present, base, removed }: Kept, retention: Retention): RunId[] {
  const doomed = findDoomed(database, retention)
  for (const run of doomed) {
    present.runs.remove(run)
    base.runs.remove(run)
    removed.add(run, journal.last.id)
  }
  return doomed
}

function findDoomed(database: Database, retention: Retention): RunId[] {
  const stoodOn = new Set(database.prepare('select run from workers where run is not null').all().map(idOf('run')))
  const doomed = new Set<RunId>()
  for (const run of pastRetention(database, retention)) {
    if (!stoodOn.has(run)) doomed.add(run)
    if (doomed.size === runsPerCall) break
  }
  return [...doomed]
}

function* pastRetention(database: Database, { runsPerWorker, maxAgeMs, nowMs }: Retention): Iterable<RunId> {
  const tooOld = 'select id from runs where ended_ms < ? order by ended_ms'
  for (const row of database.prepare(tooOld).each(nowMs - maxAgeMs)) yield idOf('id')(row)
  const crowded = 'select worker from runs where ended_ms is not null group by worker having count(*) > ?'
  const tooMany = `select id from runs where worker = ? and ended_ms is not null
    order by queued_ms desc, seq desc limit -1 offset ?`
  for (const { worker } of database.prepare(crowded).all(runsPerWorker))
    for (const row of database.prepare(tooMany).each(text(worker), runsPerWorker)) yield idOf('id')(row)
}

function idOf(column: string): (row: Row) => RunId {
  return row => runId(row[column])
}

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
