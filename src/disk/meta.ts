import type { RuntimeId } from '../core/id.ts'
import { startsWith } from './shape.ts'
import type { Database } from './sqlite.ts'

/** The id of the runtime that the store belongs to, made with it. */
export function readRuntimeId(database: Database): RuntimeId {
  return startsWith('rt_')(read(database, 'runtime'))
}

/** The event up to which the base tables are folded. */
export function readBase(database: Database): number {
  return Number(read(database, 'base'))
}

/** Says up to which event the base tables are folded now. */
export function writeBase(database: Database, event: number): void {
  database.prepare("update meta set value = ? where key = 'base'").run(String(event))
}

function read(database: Database, key: string): unknown {
  return database.prepare('select value from meta where key = ?').first(key)?.['value']
}
