import { lstatSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Fault, type FaultCode } from '../core/fault.ts'
import { Misfit } from './shape.ts'
import { sqliteCodeOf } from './sqlite.ts'
import { isErrno } from './state-folder.ts'

/** What was being done to which file when it went wrong. */
export type Doing = { readonly file: string; readonly operation: string }

/** What SQLite calls the kinds of trouble that are not ours. */
const sqlite = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  // Nothing as large is ever written: a record that claims to be is damaged.
  tooBig: 18,
  notADatabase: 26,
} as const

/** Turns trouble of the disk or the file into a fault that says what to do; a bug stays what it is. */
export function toStoreFault(problem: unknown, doing: Doing): unknown {
  if (problem instanceof Fault) return problem
  if (problem instanceof Misfit) return storeCorrupt(doing, problem.message)
  const code = sqliteCodeOf(problem)
  if (code !== undefined) return ofSqlite(problem, code & 0xff, doing)
  if (isErrno(problem, 'ENOSPC') || isErrno(problem, 'EDQUOT')) return diskFull(doing)
  if (isErrno(problem, 'ENOENT') || isErrno(problem, 'ENOTDIR')) return storeMissing(doing)
  if (isErrno(problem, 'EACCES') || isErrno(problem, 'EPERM') || isErrno(problem, 'EROFS')) return notWritable(doing)
  return problem
}

function ofSqlite(problem: unknown, code: number, doing: Doing): unknown {
  const found = problem instanceof Error ? problem.message : String(problem)
  switch (code) {
    case sqlite.corrupt:
    case sqlite.tooBig:
    case sqlite.notADatabase:
      return storeCorrupt(doing, found)
    case sqlite.full:
      return diskFull(doing)
    case sqlite.inputOutput:
      return isFull(doing.file) ? diskFull(doing) : unreadable(doing, found)
    case sqlite.readOnly:
      return notWritable(doing)
    case sqlite.cannotOpen:
      return isAbsent(doing.file) ? storeMissing(doing) : notWritable(doing)
    case sqlite.busy:
    case sqlite.locked:
      return fault('store-in-use', doing, {
        found: 'another program is using the file',
        hint: 'end the program that has it open (a database browser?) and try again',
      })
    default:
      return problem
  }
}

/** The file is there and cannot be what it should be. It is left as it is. */
export function storeCorrupt(doing: Doing, found: string): Fault {
  const hint =
    `it was left as it is. End skep here, move it aside with its -wal and -shm, and start again with an empty store; ` +
    `\`sqlite3 ${doing.file} .recover\` shows what can still be read of it`
  return fault('store-corrupt', doing, { found, hint })
}

/** The file or its folder is not where it should be. */
export function storeMissing(doing: Doing): Fault {
  const hint = `put back ${doing.file}, or start again: a new store is made where there is none`
  return fault('store-missing', doing, { found: 'the file, or its folder, is not there', hint })
}

function diskFull(doing: Doing): Fault {
  const hint = 'free some space: keeping goes on by itself, and what runs goes on meanwhile'
  return fault('disk-full', doing, { found: 'the disk is full', hint })
}

function notWritable(doing: Doing): Fault {
  const hint = `make ${dirname(doing.file)} and what is in it writable for you, or set SKEP_HOME to another folder`
  return fault('refused', doing, { found: 'the file or its folder cannot be written', hint })
}

function unreadable(doing: Doing, found: string): Fault {
  return fault('internal', doing, { found, hint: 'look after the disk: it does not answer as it should' })
}

type Found = { readonly found: string; readonly hint: string; readonly data?: Readonly<Record<string, unknown>> }

/** A fault of the store, always with its file and what was being done. */
export function fault(code: FaultCode, { file, operation }: Doing, { found, hint, data }: Found): Fault {
  const message = `${operation} failed: ${found} (${file})`
  return new Fault({ code, message, hint, data: { file, operation, ...data } })
}

// A full disk is also told as a failed write, lock or resize of the shared index.
function isFull(file: string): boolean {
  try {
    return statfsSync(dirname(file)).bavail === 0
  } catch {
    return false
  }
}

function isAbsent(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) === undefined
  } catch {
    return true
  }
}
