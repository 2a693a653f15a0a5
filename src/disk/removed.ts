import type { RunId } from '../core/id.ts'
import { runId } from './shapes/process.ts'
import type { Database } from './sqlite.ts'

/** Runs that retention took: events of theirs that are still in the journal do not bring them back. */
export type Removed = {
  add(run: RunId, lastEvent: number): void
  has(run: RunId): boolean
  /** A run of that id was added again. */
  forget(run: RunId): void
  /** Forgets those whose events are all gone. */
  forgetBefore(firstEvent: number): void
  /** Deletes entries of the transcripts of removed runs, so many at most; answers whether there were no more. */
  sweep(entries: number): boolean
}

/** Opens the table of removed runs. */
export function openRemoved(database: Database): Removed {
  return {
    add(run, lastEvent) {
      database.prepare('insert or replace into removed (run, event, swept) values (?, ?, 0)').run(run, lastEvent)
    },
    has: run => database.prepare('select 1 from removed where run = ?').first(run) !== undefined,
    forget(run) {
      database.prepare('delete from removed where run = ?').run(run)
    },
    forgetBefore(firstEvent) {
      database.prepare('delete from removed where event < ? and swept = 1').run(firstEvent)
    },
    sweep(entries) {
      for (let left = entries; left > 0; ) {
        const unswept = database.prepare('select run from removed where swept = 0 limit 1').first()
        if (!unswept) return true
        left -= sweepRun(database, runId(unswept['run']), left)
      }
      return false
    },
  }
}

function sweepRun(database: Database, run: RunId, entries: number): number {
  const first = 'select sequence from transcript where run = ? order by sequence limit ?'
  const sql = `delete from transcript where run = ? and sequence in (${first})`
  const swept = database.prepare(sql).run(run, run, entries)
  if (swept < entries) database.prepare('update removed set swept = 1 where run = ?').run(run)
  return swept
}
