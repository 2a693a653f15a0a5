import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Fault } from '../core/fault.ts'
import { count, object, type Shape, text } from './shape.ts'
import { type Database, openDatabase, sqliteCodeOf } from './sqlite.ts'
import { makePrivateFile, requirePrivateFile } from './state-folder.ts'
import { toStoreFault } from './store-fault.ts'

/** Who holds a lock; `startedAtMs` is the wall time at which that process began. */
export type Holder = { readonly pid: number; readonly startedAtMs: number; readonly command: string }

/** The right to be the one writer, until it is released or its process has ended, in whatever way. */
export type Lock = { release(): void }

/**
 * Takes the lock of a project. It is an exclusive transaction on a small SQLite file, which the kernel ends with its
 * process. When somebody has it: `store-in-use`, saying who.
 */
export function takeLock(file: string, holder: Holder): Lock {
  const database = guarded(file, () => beginOn(file))
  if (!database) throw inUse(file)
  tell(file, holder)
  let isHeld = true
  return {
    release() {
      // When it is released twice, the note is somebody else's already.
      if (isHeld) rmSync(noteOf(file), { force: true })
      isHeld = false
      // The note goes before the lock: it never outlives its lock in a living process.
      database.close()
    },
  }
}

function guarded<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (problem) {
    throw toStoreFault(problem, { file, operation: 'taking the lock' })
  }
}

/** How long somebody may take between having the lock and having said who it is, in ms: it is two calls away. */
const noteWaitMs = 10
const noteTries = 20

// When nobody can be named, the lock may have been let go of meanwhile, or its new holder is about to say its name.
function beginOn(file: string): Database | undefined {
  for (let tried = 0; tried < noteTries; tried += 1) {
    const database = tryOn(file)
    if (database || livingHolder(file)) return database
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, noteWaitMs)
  }
  return undefined
}

const busy = 5

function tryOn(file: string): Database | undefined {
  if (!makePrivateFile(file)) requirePrivateFile(file)
  const database = openDatabase(file)
  try {
    database.execute('pragma busy_timeout = 0; begin exclusive')
    return database
  } catch (problem) {
    database.close()
    if (((sqliteCodeOf(problem) ?? 0) & 0xff) === busy) return undefined
    throw problem
  }
}

// Beside the lock, since nobody can read what is locked.
function noteOf(file: string): string {
  return `${file}.json`
}

function tell(file: string, holder: Holder): void {
  try {
    const written = `${noteOf(file)}.${process.pid}`
    writeFileSync(written, JSON.stringify(holder), { mode: 0o600 })
    renameSync(written, noteOf(file))
  } catch {
    // On a full disk the lock is held all the same; who is refused is then not told by whom.
  }
}

const holderShape: Shape<Holder> = object<Holder>({ pid: count, startedAtMs: count, command: text })

// What a process left that is gone says nothing about who holds the lock now.
function livingHolder(file: string): Holder | undefined {
  try {
    const holder = holderShape(JSON.parse(readFileSync(noteOf(file), 'utf8')))
    return isAlive(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM'
  }
}

function inUse(file: string): Fault {
  const holder = livingHolder(file)
  const who = holder
    ? `process ${holder.pid} (${holder.command}) since ${new Date(holder.startedAtMs).toISOString()}`
    : 'another process'
  const hint = `use skep there, or end ${holder ? `it (\`kill ${holder.pid}\`)` : 'it'} and try again`
  const message = `this project is in use by ${who}`
  return new Fault({ code: 'store-in-use', message, hint, data: { file, holder } })
}
