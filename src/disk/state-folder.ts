import { chmodSync, closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { Fault } from '../core/fault.ts'

const othersMayWrite = 0o022
const othersMayAnything = 0o077

/**
 * Makes a folder that only its owner can enter, with the folders above it, or takes the one that is there. Refused: a
 * symbolic link, what belongs to somebody else, what others could have written into. One that others could only read
 * is closed to them.
 */
export function makePrivateFolder(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  makeIfAbsent(path)
  const found = lstatSync(path)
  requireOwn(path, found, found.isDirectory() ? undefined : 'is not a folder')
  if (found.mode & othersMayAnything) chmodSync(path, 0o700)
}

function makeIfAbsent(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (problem) {
    if (!isErrno(problem, 'EEXIST')) throw problem
  }
}

/**
 * Makes an empty file that only its owner can read; whether it was absent comes back. One that is there is never
 * opened: closing it would let go of every lock that this process holds on it.
 */
export function makePrivateFile(path: string): boolean {
  try {
    const { O_CREAT, O_EXCL, O_RDWR } = constants
    closeSync(openSync(path, O_CREAT | O_EXCL | O_RDWR, 0o600))
    return true
  } catch (problem) {
    if (isErrno(problem, 'EEXIST')) return false
    throw problem
  }
}

/** Refuses a file that is a symbolic link, belongs to somebody else or could have been written by others. */
export function requirePrivateFile(path: string): void {
  const found = lstatSync(path)
  requireOwn(path, found, found.isFile() ? undefined : 'is not a file')
  if (found.mode & othersMayAnything) chmodSync(path, 0o600)
}

function requireOwn(path: string, found: Stats, wrongKind: string | undefined): void {
  const wrong = found.isSymbolicLink() ? 'is a symbolic link' : (wrongKind ?? wrongOwner(found))
  if (!wrong) return
  const hint = `move it aside, or set SKEP_HOME (for sockets SKEP_RUNTIME_DIR) to a folder of your own`
  throw new Fault({ code: 'refused', message: `${path} ${wrong}`, hint, data: { file: path } })
}

function wrongOwner({ uid, mode }: Stats): string | undefined {
  if (process.getuid && uid !== process.getuid()) return `belongs to user ${uid}`
  return mode & othersMayWrite ? 'can be written by others' : undefined
}

/** Makes sure that what was created or renamed in a folder is still there after a power loss. */
export function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY)
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Whether an error is the system's, with this code. */
export function isErrno(problem: unknown, code: string): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === code
}
