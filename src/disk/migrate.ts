import { version1 } from './migrations/version-1.ts'
import type { Database } from './sqlite.ts'

/** Leads a store from one version to the next. Once released, a step is never changed. */
export type Migration = { readonly version: number; readonly sql: string }

/** Every step since the first version, in order. */
export const migrations: readonly Migration[] = [{ version: 1, sql: version1 }]

/** The version that this program writes. */
export const newestVersion: number = migrations.at(-1)?.version ?? 0

/** The version that a store was written by; 0 is an empty file. */
export function versionOf(database: Database): number {
  return Number(database.prepare('pragma user_version').first()?.['user_version'] ?? 0)
}

/** Brings a store to the newest version, each step whole or not at all. */
export function migrate(database: Database, steps: readonly Migration[] = migrations): void {
  const from = versionOf(database)
  for (const { version, sql } of steps.filter(step => step.version > from)) {
    database.transaction(() => {
      database.execute(sql)
      database.execute(`pragma user_version = ${version}`)
    })
  }
}
