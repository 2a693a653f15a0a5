import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { applyEvent, emptyPicture, type Picture } from '../../src/core/picture.ts'
import { openDatabase, type Row } from '../../src/disk/sqlite.ts'
import { openStore, type RecordStore } from '../../src/disk/store.ts'
import { tmpDir } from '../tmp.ts'

export const project = '/srv/shop'

/** Opens a store that is closed when the test has ended. */
export function openForTest(file: string): RecordStore {
  const store = openStore(file)
  onTestFinished(() => store.close())
  return store
}

/** A file for a store in a folder of the test's own. */
export function storeFile(): string {
  return join(tmpDir(), 'store.db')
}

/** What a picture comes to that sees the events one by one. */
export function pictureOf(store: RecordStore, events: readonly SkepEvent[]): Picture {
  const picture = emptyPicture(store.runtimeId, project)
  for (const event of events) applyEvent(picture, event)
  return picture
}

/** Cuts a journal into transactions of these sizes, over and over. */
export function commitInParts(store: RecordStore, events: readonly SkepEvent[], sizes: readonly number[]): void {
  let at = 0
  for (let turn = 0; at < events.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    store.commit(events.slice(at, at + size))
    at += size
  }
}

/** Copies the file of a store that is open, as a crash would leave it. */
export function copyAsAfterCrash(file: string): string {
  const copy = storeFile()
  for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
  return copy
}

/** Everything that is folded from the journal, in the order in which it lies there, behind the store's back. */
export function dumpRecords(file: string): Record<string, readonly Row[]> {
  const database = openDatabase(file)
  const all = (sql: string): readonly Row[] => database.prepare(sql).all()
  try {
    return {
      workers: all('select id, run, record from workers order by seq'),
      runs: all('select id, worker, word, queued_ms, ended_ms, record from runs order by seq'),
      transcript: all('select * from transcript order by run, sequence'),
      diagnostics: all('select * from diagnostics order by event'),
    }
  } finally {
    database.close()
  }
}

/** Changes the file behind the store's back. */
export function damageWith(file: string, sql: string): void {
  const database = openDatabase(file)
  database.execute(sql)
  database.close()
}
