import type { WorkerId } from '../core/id.ts'
import type { WorkerRecord } from '../core/record.ts'
import type { Damage } from './damage.ts'
import { text } from './shape.ts'
import { workerRecord } from './shapes/worker.ts'
import type { Database, Row } from './sqlite.ts'

/** A table of workers, in the order in which they were added. */
export type WorkerTable = {
  get(id: WorkerId): WorkerRecord | undefined
  put(worker: WorkerRecord): void
  remove(id: WorkerId): void
  all(): readonly WorkerRecord[]
}

/** Opens the present workers, or those as of the base. */
export function openWorkers(database: Database, table: 'workers' | 'base_workers', damage: Damage): WorkerTable {
  const read = (row: Row): WorkerRecord | undefined =>
    damage.read({ table, key: String(row['id']) }, () => workerRecord(JSON.parse(text(row['record']))))
  return {
    get(id) {
      const row = database.prepare(`select id, record from ${table} where id = ?`).first(id)
      return row && read(row)
    },
    put(worker) {
      const sql = `insert into ${table} (id, run, record) values (?, ?, ?)
        on conflict (id) do update set run = excluded.run, record = excluded.record`
      database.prepare(sql).run(worker.id, worker.run ?? null, JSON.stringify(worker))
    },
    remove(id) {
      database.prepare(`delete from ${table} where id = ?`).run(id)
    },
    all() {
      const rows = database.prepare(`select id, record from ${table} order by seq`).all()
      return rows.flatMap(row => read(row) ?? [])
    },
  }
}
