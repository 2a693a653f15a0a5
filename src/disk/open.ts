import { lstatSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { RuntimeId } from '../core/id.ts'
import { migrate, newestVersion, versionOf } from './migrate.ts'
import { type Database, openDatabase, sqliteCodeOf } from './sqlite.ts'
import { makePrivateFile, requirePrivateFile, syncFolder } from './state-folder.ts'
import { type Doing, fault, storeCorrupt, storeMissing, toStoreFault } from './store-fault.ts'

/** `skep` in ASCII: tells our files from other programs' databases. */
const applicationId = 0x736b6570

/**
 * Opens the file of a store at the newest version, or makes it where there is none. Cheap: nothing but its first and
 * last pages is looked at, damage elsewhere shows when it is met.
 */
export function openFile(file: string, newRuntimeId: () => RuntimeId): Database {
  const doing = { file, operation: 'opening the store' }
  try {
    if (file === ':memory:') return fill(openDatabase(file), newRuntimeId)
    if (!isThere(file)) make(doing, newRuntimeId)
    requirePrivateFile(file)
    return openExisting(doing)
  } catch (problem) {
    throw toStoreFault(problem, doing)
  }
}

// A store is made under another name and renamed when it is whole, so that an empty one is never a new one but a ruin.
function make(doing: Doing, newRuntimeId: () => RuntimeId): void {
  const { file } = doing
  if (isThere(`${file}-wal`)) throw storeMissing(doing)
  const unfinished = `${file}.new`
  for (const left of [unfinished, `${unfinished}-journal`]) rmSync(left, { force: true })
  makePrivateFile(unfinished)
  fill(openDatabase(unfinished), newRuntimeId).close()
  renameSync(unfinished, file)
  syncFolder(dirname(file))
}

function fill(database: Database, newRuntimeId: () => RuntimeId): Database {
  try {
    database.execute(`pragma page_size = ${pageBytes}; pragma application_id = ${applicationId}`)
    migrate(database)
    database.prepare("insert into meta (key, value) values ('runtime', ?), ('base', '0')").run(newRuntimeId())
    return database
  } catch (problem) {
    database.close()
    throw problem
  }
}

function openExisting(doing: Doing): Database {
  requireWholePages(doing)
  const database = openDatabase(doing.file)
  try {
    requireOurs(database, doing)
    database.execute(settings)
    migrate(database)
    database.prepare('select id from events order by id desc limit 1').first()
    return database
  } catch (problem) {
    database.close()
    throw isNoTable(problem) ? storeCorrupt(doing, String(problem)) : problem
  }
}

// SQLite takes the end of a page that was cut off for zeros. A log beside it may hold what is missing.
function requireWholePages(doing: Doing): void {
  const { size } = lstatSync(doing.file)
  if (size === 0) throw storeCorrupt(doing, 'the file is empty')
  const log = lstatSync(`${doing.file}-wal`, { throwIfNoEntry: false })
  if (size % pageBytes && !log?.size) throw storeCorrupt(doing, 'the end of the file is cut off')
}

const pageBytes = 4096

/**
 * `full`: what was committed is on the disk. The log is cut back after it grew for a while. Another program that reads
 * the file delays us so many ms at most.
 */
const settings = `
  pragma busy_timeout = 200;
  pragma trusted_schema = off;
  pragma cell_size_check = on;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma journal_size_limit = 16777216;
`

function requireOurs(database: Database, doing: Doing): void {
  const id = database.prepare('pragma application_id').first()?.['application_id']
  const version = versionOf(database)
  if (id !== applicationId || version < 1) throw storeCorrupt(doing, 'it is not a store of skep')
  if (version <= newestVersion) return
  const found = `it is of version ${version}, written by a newer skep; this one knows ${newestVersion} and older`
  const hint = 'use the newer skep for this project; nothing was changed'
  throw fault('store-newer', doing, { found, hint, data: { version, known: newestVersion } })
}

// Also a symbolic link to nothing is there: it is refused, not replaced.
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

const generalError = 1

function isNoTable(problem: unknown): boolean {
  return sqliteCodeOf(problem) === generalError
}
