import type { RunId } from '../core/id.ts'
import type { Database } from './sqlite.ts'

/** Runs that retention took: events of theirs that are still in the journal do not bring them back. */
export type Removed = {
  add(run: RunId, lastEvent: number): void
  has(run: RunId): boolean
  /** A run of that id was added again. */
  forget(run: RunId): void
  /** Forgets those whose events are all gone. */
  forgetBefore(firstEvent: number): void
}

/** Opens the table of removed runs. */
export function openRemoved(database: Database): Removed {
  return {
    add(run, lastEvent) {
      database.prepare('insert or replace into removed (run, event) values (?, ?)').run(run, lastEvent)
    },
    has: run => database.prepare('select 1 from removed where run = ?').first(run) !== undefined,
    forget(run) {
      database.prepare('delete from removed where run = ?').run(run)
    },
    forgetBefore(firstEvent) {
      database.prepare('delete from removed where event < ?').run(firstEvent)
    },
  }
}
