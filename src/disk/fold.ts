import type { SkepEvent } from '../core/event.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import { foldRun, foldWorker } from '../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import type { DiagnosticTable } from './diagnostics.ts'
import type { RunTable } from './runs.ts'
import type { TranscriptTable } from './transcript.ts'
import type { WorkerTable } from './workers.ts'

/** The records that a journal comes to. */
export type Records = { readonly workers: WorkerTable; readonly runs: RunTable }

/** Folds events into records: each record is read once and written once, however many of the events are its own. */
export function foldRecords(records: Records, events: readonly SkepEvent[], isGone: (run: RunId) => boolean): void {
  const workers = openDraft<WorkerId, WorkerRecord>(records.workers)
  const runs = openDraft<RunId, RunRecord>(records.runs)
  for (const event of events) {
    if (event.kind === 'worker.added') workers.set(event.data.worker)
    else if (event.kind === 'worker.removed') workers.drop(event.worker)
    else {
      if (event.kind === 'run.added' && !isGone(event.data.run.id)) runs.add(event.data.run)
      if (isOfWorker(event)) workers.change(event.worker, worker => foldWorker(worker, event))
      else runs.change(event.run, run => foldRun(run, event))
    }
  }
  workers.flush()
  runs.flush()
}

function isOfWorker({ kind }: SkepEvent): boolean {
  return kind === 'worker.moved' || kind === 'worker.updated' || kind === 'run.added'
}

/** What is kept of events beside the records. */
export type Beside = { readonly transcript: TranscriptTable; readonly diagnostics: DiagnosticTable }

/** Keeps what was said to the runs that are there, and the diagnostics. */
export function keepBeside({ transcript, diagnostics }: Beside, runs: RunTable, events: readonly SkepEvent[]): void {
  for (const event of events) {
    if (event.kind === 'run.added') transcript.clear(event.data.run.id)
    if (event.kind === 'run.said' && runs.has(event.data.entry.run)) transcript.put(event.data.entry, event.id)
    if (event.kind === 'diagnostic') diagnostics.put(event.data.diagnostic, event.id)
  }
}

type Table<Id, Known> = { get(id: Id): Known | undefined; put(known: Known): void; remove(id: Id): void }

type Draft<Id, Known> = {
  set(known: Known): void
  /** Puts it behind all others, also when there was one of its id. */
  add(known: Known): void
  change(id: Id | undefined, change: (known: Known) => Known): void
  drop(id: Id | undefined): void
  flush(): void
}

function openDraft<Id, Known extends { readonly id: Id }>(table: Table<Id, Known>): Draft<Id, Known> {
  const seen = new Map<Id, Known | undefined>()
  const changed = new Set<Id>()

  function get(id: Id): Known | undefined {
    if (!seen.has(id)) seen.set(id, table.get(id))
    return seen.get(id)
  }

  function set(known: Known): void {
    seen.set(known.id, known)
    changed.add(known.id)
  }

  function drop(id: Id | undefined): void {
    if (id === undefined) return
    table.remove(id)
    seen.set(id, undefined)
    changed.delete(id)
  }

  return {
    set,
    add(known) {
      drop(known.id)
      set(known)
    },
    drop,
    change(id, change) {
      const before = id === undefined ? undefined : get(id)
      const after = before && change(before)
      if (after && after !== before) set(after)
    },
    flush() {
      for (const id of changed) {
        const known = seen.get(id)
        if (known) table.put(known)
      }
    },
  }
}
