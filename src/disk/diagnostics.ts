import type { Diagnostic } from '../core/diagnostic.ts'
import type { WorkerId } from '../core/id.ts'
import type { Damage } from './damage.ts'
import { requirePageLimit } from './page.ts'
import { text } from './shape.ts'
import { diagnostic } from './shapes/event.ts'
import type { Database } from './sqlite.ts'

export type DiagnosticsQuery = {
  readonly worker?: WorkerId | undefined
  /** At most 256. */
  readonly limit: number
}

/** More than a picture shows; what is older is in the journal as long as that is kept. */
const diagnosticsKept = 1_000

/** What a person should know, by the event that told it. */
export type DiagnosticTable = {
  put(diagnostic: Diagnostic, event: number): void
  /** The newest, in the order in which they came. */
  newest(query: DiagnosticsQuery): readonly Diagnostic[]
}

/** Opens the table of diagnostics. */
export function openDiagnostics(database: Database, damage: Damage): DiagnosticTable {
  return {
    put(one, event) {
      const sql = 'insert or replace into diagnostics (event, worker, record) values (?, ?, ?)'
      database.prepare(sql).run(event, one.worker ?? null, JSON.stringify(one))
      const older = 'select event from diagnostics order by event desc limit 1 offset ?'
      database.prepare(`delete from diagnostics where event <= (${older})`).run(diagnosticsKept)
    },
    newest({ worker, limit }) {
      requirePageLimit(limit)
      const sql = `select event, record from diagnostics ${worker ? 'where worker = ?' : ''} order by event desc limit ?`
      const rows = database.prepare(sql).all(...(worker ? [worker] : []), limit)
      return rows
        .flatMap(row => {
          const at = { table: 'diagnostics', key: String(row['event']) }
          return damage.read(at, () => diagnostic(JSON.parse(text(row['record'])))) ?? []
        })
        .reverse()
    },
  }
}
