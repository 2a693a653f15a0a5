import { Fault } from '../core/fault.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import type { RunRecord, RunWord } from '../core/record.ts'
import type { Damage } from './damage.ts'
import { requirePageLimit } from './page.ts'
import { readerOf } from './runs.ts'
import type { Database, Row, Value } from './sqlite.ts'

export type RunsQuery = {
  readonly worker?: WorkerId | undefined
  /** Shown statuses; without it every one. */
  readonly statuses?: readonly RunWord[] | undefined
  /** Only runs that were asked for at this wall time or later. */
  readonly sinceMs?: number | undefined
  /** Only runs whose id begins so. */
  readonly begins?: string | undefined
  /** At most 256. */
  readonly limit: number
  /** Only runs that are older than this one. */
  readonly before?: RunId | undefined
}

/** Reads the present runs, the newest first. */
export function readRuns(database: Database, query: RunsQuery, damage: Damage): readonly RunRecord[] {
  requirePageLimit(query.limit)
  if (query.before !== undefined) requireRun(database, query.before)
  const { sql, values } = selectPage(query)
  return takeFirst(database.prepare(sql).each(...values), query.limit, readerOf('runs', damage))
}

/** One that is damaged does not make the page shorter: who gets a short page takes it for the last one. */
function takeFirst<Known>(rows: Iterable<Row>, limit: number, read: (row: Row) => Known | undefined): Known[] {
  const taken: Known[] = []
  for (const row of rows) {
    const known = read(row)
    if (known !== undefined) taken.push(known)
    if (taken.length === limit) break
  }
  return taken
}

function selectPage({ worker, statuses, sinceMs, begins, before }: RunsQuery): { sql: string; values: Value[] } {
  const [status, ...others] = statuses ?? []
  const isOne = status !== undefined && others.length === 0
  const conditions: [string, Value | undefined][] = [
    ['worker = ?', worker],
    ['queued_ms >= ?', sinceMs],
    // Ids end in hex digits, and every one of those comes before a `g`: a range, for which there is an index.
    ['id >= ?', begins],
    ['id < ?', begins === undefined ? undefined : `${begins}g`],
    ['(queued_ms, seq) < (select queued_ms, seq from runs where id = ?)', before],
    ['word = ?', isOne ? status : undefined],
    // The plus keeps SQLite from collecting all runs of these words to sort them, instead of reading on until it has enough.
    ['+word in (select value from json_each(?))', isOne ? undefined : statuses && JSON.stringify(statuses)],
  ]
  const asked = conditions.filter((condition): condition is [string, Value] => condition[1] !== undefined)
  const where = ['true', ...asked.map(([sql]) => sql)].join(' and ')
  const sql = `select id, record from runs where ${where} order by queued_ms desc, seq desc`
  return { sql, values: asked.map(([, value]) => value) }
}

function requireRun(database: Database, id: RunId): void {
  if (database.prepare('select 1 from runs where id = ?').first(id)) return
  const hint = 'it may be past its retention: list the runs from the newest again'
  throw new Fault({ code: 'not-found', message: `there is no run ${id}`, hint })
}
