import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { TranscriptEntry } from '../core/transcript.ts'
import type { Damage } from './damage.ts'
import { requirePageLimit, takePage } from './page.ts'
import { text } from './shape.ts'
import { transcriptEntry } from './shapes/event.ts'
import type { Database } from './sqlite.ts'

export type TranscriptQuery = {
  /** How many entries to pass over: 0 begins with the first. */
  readonly start: number
  /** At most 256; fewer come when they are large. */
  readonly limit: number
}

export type TranscriptPage = {
  readonly items: readonly TranscriptEntry[]
  readonly total: number
  /** The `start` of the next page. */
  readonly next: number
}

/** The conversations with all runs. */
export type TranscriptTable = {
  put(entry: TranscriptEntry, event: number): void
  page(run: RunId, query: TranscriptQuery): TranscriptPage
  /** Forgets everything that was said to a run. */
  clear(run: RunId): void
}

/** Opens the table of transcripts. */
export function openTranscript(database: Database, damage: Damage): TranscriptTable {
  return {
    put(entry, event) {
      const sql = 'insert or replace into transcript (run, sequence, event, record) values (?, ?, ?, ?)'
      database.prepare(sql).run(entry.run, entry.sequence, event, JSON.stringify(entry))
    },
    page(run, { start, limit }) {
      requirePageLimit(limit)
      requireStart(start)
      const total = totalOf(database, run)
      const sql = 'select record from transcript where run = ? and sequence > ? order by sequence limit ?'
      const { taken } = takePage(database.prepare(sql).each(run, start, limit), { limit, column: 'record' })
      const items = taken.flatMap((row, index) => {
        const key = `${run} ${start + index + 1}`
        return damage.read({ table: 'transcript', key }, () => transcriptEntry(JSON.parse(text(row['record'])))) ?? []
      })
      return { items, total, next: start + taken.length }
    },
    clear(run) {
      database.prepare('delete from transcript where run = ?').run(run)
    },
  }
}

// Sequences are without gaps: the highest is how many there are. As a float, for a damaged one may be past 2^53.
function totalOf(database: Database, run: RunId): number {
  const row = database.prepare('select max(sequence) + 0.0 as total from transcript where run = ?').first(run)
  return Number(row?.['total'] ?? 0)
}

function requireStart(start: number): void {
  if (Number.isSafeInteger(start) && start >= 0) return
  const message = `a transcript is read from 0 on, not from ${start}`
  throw new Fault({ code: 'usage', message, hint: 'begin with `start: 0`' })
}
