import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Migration, migrate, migrations, newestVersion, versionOf } from '../../src/disk/migrate.ts'
import { openDatabase } from '../../src/disk/sqlite.ts'
import { openForTest, storeFile } from './stores.ts'

const steps: readonly Migration[] = [
  { version: 1, sql: 'create table notes (text text) strict' },
  { version: 2, sql: "alter table notes add column author text; insert into notes values ('hello', 'ada')" },
]

describe('a step to a newer version', () => {
  it('is taken once, in order, whatever version is there', () => {
    const database = openDatabase(':memory:')
    migrate(database, steps.slice(0, 1))
    expect(versionOf(database)).toBe(1)
    for (let time = 0; time < 2; time += 1) migrate(database, steps)
    expect(versionOf(database)).toBe(2)
    expect(database.prepare('select author from notes').all()).toEqual([{ author: 'ada' }])
    database.close()
  })

  it('that fails leaves the version before, whole', () => {
    const database = openDatabase(':memory:')
    const broken = { version: 2, sql: "insert into notes values ('half'); insert into nowhere values (1)" }
    expect(() => migrate(database, [...steps.slice(0, 1), broken])).toThrow('nowhere')
    expect(versionOf(database)).toBe(1)
    expect(database.prepare('select * from notes').all()).toEqual([])
    migrate(database, steps)
    expect(versionOf(database)).toBe(2)
    database.close()
  })

  it('has the version after the one before it', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
    expect(newestVersion).toBe(migrations.length)
  })
})

/** Written by the first version, and never again: people have such files. */
describe('a store of version 1', () => {
  it('can be read, and goes on', () => {
    const file = storeFile()
    copyFileSync(join(import.meta.dirname, 'fixtures', 'store-v1.db'), file)
    const store = openForTest(file)
    const { events } = store.readEvents({ after: 0, limit: 256 })
    expect({
      runtimeId: store.runtimeId,
      picture: store.picture('/srv/shop'),
      records: store.records(),
      kinds: events.map(({ id, kind }) => `${id} ${kind}`),
      transcript: store.transcript(store.records()[0]?.id ?? 'run_', { start: 0, limit: 256 }),
      damaged: store.damaged(),
    }).toMatchSnapshot()
    store.rebuild()
    const id = store.lastEvent.id + 1
    const { timeMs } = store.lastEvent
    const about = { worker: undefined, run: undefined, actor: 'supervisor', message: 'started' } as const
    store.commit([{ kind: 'runtime.started', data: {}, id, timeMs, ...about }])
    expect(store.lastEvent.id).toBe(id)
  })
})
