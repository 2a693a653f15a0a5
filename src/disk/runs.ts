import type { RunId } from '../core/id.ts'
import { isLive, type RunRecord, wordOfRun } from '../core/record.ts'
import type { Damage } from './damage.ts'
import { text } from './shape.ts'
import { runRecord } from './shapes/run.ts'
import type { Database, Row, Value } from './sqlite.ts'

/** A table of runs. */
export type RunTable = {
  get(id: RunId): RunRecord | undefined
  has(id: RunId): boolean
  put(run: RunRecord): void
  remove(id: RunId): void
  /** Every one, in the order in which they were added. */
  all(): readonly RunRecord[]
  /** The active or last run of each worker, in the order in which they were added. */
  ofWorkers(): readonly RunRecord[]
}

/** Opens the present runs, or those as of the base. */
export function openRuns(database: Database, table: 'runs' | 'base_runs', damage: Damage): RunTable {
  const read = readerOf(table, damage)
  const readAll = (sql: string): RunRecord[] =>
    database
      .prepare(sql)
      .all()
      .flatMap(row => read(row) ?? [])

  return {
    get(id) {
      const row = database.prepare(`select id, record from ${table} where id = ?`).first(id)
      return row && read(row)
    },
    has: id => database.prepare(`select 1 from ${table} where id = ?`).first(id) !== undefined,
    put(run) {
      const sql = `insert into ${table} (id, worker, word, queued_ms, ended_ms, record) values (?, ?, ?, ?, ?, ?)
        on conflict (id) do update set worker = excluded.worker, word = excluded.word,
        queued_ms = excluded.queued_ms, ended_ms = excluded.ended_ms, record = excluded.record`
      database.prepare(sql).run(...toCells(run))
    },
    remove(id) {
      database.prepare(`delete from ${table} where id = ?`).run(id)
    },
    all: () => readAll(`select id, record from ${table} order by seq`),
    ofWorkers: () => readAll(`select id, record from ${table} where id in (select run from workers) order by seq`),
  }
}

/** Makes a row of runs known; a damaged one is noted. */
export function readerOf(table: string, damage: Damage): (row: Row) => RunRecord | undefined {
  return row => damage.read({ table, key: String(row['id']) }, () => runRecord(JSON.parse(text(row['record']))))
}

function toCells(run: RunRecord): Value[] {
  // While the output of a run is still being read, it has its end already and is live. What was taken in from elsewhere
  // is kept as long as what ended then.
  const endedMs = isLive(run) ? null : Math.max(run.endedAtMs ?? run.queuedAtMs, run.importedAtMs ?? 0)
  return [run.id, run.worker, wordOfRun(run), run.queuedAtMs, endedMs, JSON.stringify(run)]
}
