import { randomBytes } from 'node:crypto'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { SkepEvent } from '../core/event.ts'
import { type RunId, type RuntimeId, toId, type WorkerId } from '../core/id.ts'
import { diagnosticsKept, emptyPicture, type Picture } from '../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import { type DamagedRecord, openDamage } from './damage.ts'
import { type DiagnosticsQuery, openDiagnostics } from './diagnostics.ts'
import { foldRecords, keepBeside } from './fold.ts'
import { openGuard } from './guard.ts'
import { type EventsPage, type EventsQuery, type Mark, openJournal } from './journal.ts'
import type { Kept } from './kept.ts'
import { readRuntimeId } from './meta.ts'
import { openFile } from './open.ts'
import { type Pruned, prune, type Retention } from './prune.ts'
import { rebuild } from './rebuild.ts'
import { openRemoved } from './removed.ts'
import { replaceRecords } from './replace.ts'
import { type RunsQuery, readRuns } from './run-page.ts'
import { openRuns } from './runs.ts'
import { openTranscript, type TranscriptPage, type TranscriptQuery } from './transcript.ts'
import { openWorkers } from './workers.ts'

/**
 * What is kept of a runtime: its journal, and the records that the journal comes to. Trouble is a `Fault`: `disk-full`,
 * `store-corrupt`, `store-missing`, `refused` (cannot be written), each with file, operation and what to do.
 */
export type RecordStore = {
  /** Made once with the store. */
  readonly runtimeId: RuntimeId
  /** The newest event; 0 and 0 before the first. */
  readonly lastEvent: Mark
  /** The oldest event that is kept: one past the newest when there is none. */
  readonly firstEvent: number
  /**
   * Keeps events and what they come to; when it returns they are on disk, all of them, and when it throws none is. Ids
   * follow on from the last event, times do not go back.
   */
  commit(events: readonly SkepEvent[]): void
  /** The newest event that says where a worker stands; 0 when none is kept any more. */
  lastEventOf(worker: WorkerId): number
  /** Events after a cursor, oldest first. */
  readEvents(query: EventsQuery): EventsPage
  /** Runs, the newest first. */
  runs(query: RunsQuery): readonly RunRecord[]
  run(id: RunId): RunRecord | undefined
  /** What was said to a run; nothing when there is no such run. */
  transcript(run: RunId, query: TranscriptQuery): TranscriptPage
  workers(): readonly WorkerRecord[]
  /** The newest diagnostics, in the order in which they came. */
  diagnostics(query: DiagnosticsQuery): readonly Diagnostic[]
  /** The present, as of the last event. */
  picture(project: string): Picture
  /** Every run, in the order in which they were added. */
  records(): readonly RunRecord[]
  /** Puts these runs in the place of all others, at once; `refused` when a live one would vanish. */
  replaceRecords(records: readonly RunRecord[]): void
  /** Takes an id for a run that is to be added; of any number of askers one is told `created`. */
  reserveRun(id: RunId): 'created' | 'existing'
  /** Takes a little of what is past its retention; again until it is done. */
  prune(retention: Retention): Pruned
  /** Folds all records anew from the events. */
  rebuild(): void
  /** Records that could not be read since the store was opened, and were skipped. */
  damaged(): readonly DamagedRecord[]
  close(): void
}

export type StoreOptions = { readonly runtimeId?: () => RuntimeId }

/** Opens the store in a file of a folder that is there, or a new one in `:memory:`. */
export function openStore(file: string, { runtimeId = newRuntimeId }: StoreOptions = {}): RecordStore {
  const database = openFile(file, runtimeId)
  const guard = openGuard(file)
  const damage = openDamage()
  const kept: Kept = {
    database,
    journal: openJournal(database, damage),
    present: { workers: openWorkers(database, 'workers', damage), runs: openRuns(database, 'runs', damage) },
    base: { workers: openWorkers(database, 'base_workers', damage), runs: openRuns(database, 'base_runs', damage) },
    beside: { transcript: openTranscript(database, damage), diagnostics: openDiagnostics(database, damage) },
    removed: openRemoved(database),
  }
  const { journal, present, beside } = kept
  const ownId = guard.read('opening the store', () => readRuntimeId(database))
  const change = <Result>(operation: string, work: () => Result): Result =>
    guard.change(operation, () => database.transaction(work))

  return {
    runtimeId: ownId,
    get lastEvent() {
      return journal.last
    },
    get firstEvent() {
      return guard.read('reading events', () => journal.firstAvailable)
    },
    commit(events) {
      const newest = events.at(-1)
      if (!newest) return
      change('keeping events', () => keep(kept, events))
      journal.settle({ id: newest.id, timeMs: newest.timeMs })
    },
    lastEventOf: worker => guard.read('reading events', () => journal.lastOf(worker)),
    readEvents: query => guard.read('reading events', () => journal.page(query)),
    runs: query => guard.read('reading runs', () => readRuns(database, query, damage)),
    run: id => guard.read('reading a run', () => present.runs.get(id)),
    transcript: (run, query) => guard.read('reading a transcript', () => beside.transcript.page(run, query)),
    workers: () => guard.read('reading workers', () => present.workers.all()),
    diagnostics: query => guard.read('reading diagnostics', () => beside.diagnostics.newest(query)),
    picture: project => guard.read('reading the present', () => readPicture(kept, ownId, project)),
    records: () => guard.read('reading runs', () => present.runs.all()),
    replaceRecords: records => change('replacing runs', () => replaceRecords(kept, records)),
    reserveRun: id => change('reserving a run', () => reserve(kept, id)),
    prune: retention => change('pruning', () => prune(kept, retention)),
    rebuild() {
      change('rebuilding', () => rebuild(kept, { file, operation: 'rebuilding' }))
    },
    damaged: damage.list,
    close: () => guard.read('closing the store', database.close),
  }
}

function newRuntimeId(): RuntimeId {
  return toId('rt', Date.now(), randomBytes(10))
}

function keep({ database, journal, present, beside, removed }: Kept, events: readonly SkepEvent[]): void {
  journal.append(events)
  for (const event of events) {
    if (event.kind !== 'run.added') continue
    removed.forget(event.data.run.id)
    database.prepare('delete from reserved where run = ?').run(event.data.run.id)
  }
  foldRecords(present, events, () => false)
  keepBeside(beside, present.runs, events)
}

function reserve({ database, journal, present }: Kept, id: RunId): 'created' | 'existing' {
  if (present.runs.has(id)) return 'existing'
  const sql = 'insert into reserved (run, time_ms) values (?, ?) on conflict do nothing'
  return database.prepare(sql).run(id, journal.last.timeMs) === 1 ? 'created' : 'existing'
}

function readPicture({ journal, present, beside }: Kept, runtimeId: RuntimeId, project: string): Picture {
  const picture = emptyPicture(runtimeId, project)
  picture.revision = journal.last.id
  for (const worker of present.workers.all()) picture.workers.set(worker.id, worker)
  for (const run of present.runs.ofWorkers()) picture.runs.set(run.id, run)
  picture.diagnostics.push(...beside.diagnostics.newest({ limit: diagnosticsKept }))
  return picture
}
