import { lstatSync, mkdirSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { Fault } from '../core/fault.ts'

const othersMayAnything = 0o077

/** Makes the folder of a socket, or takes the one that is there when it is its user's own and nobody else can enter it. */
export function makeSocketFolder(socket: string): void {
  const folder = dirname(socket)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem)
    throw refused(`the folder for sockets could not be made: ${why}`)
  }
  requireOwnFolder(socket)
}

/**
 * Refuses to listen or connect in a folder that others can enter: whoever can put a socket there could pretend to be
 * the runtime. A folder that is not there is no danger.
 */
export function requireOwnFolder(socket: string): void {
  const folder = dirname(socket)
  const found = lstatSync(folder, { throwIfNoEntry: false })
  const wrong = found && wrongWith(found)
  if (wrong) throw refused(`${folder} ${wrong}`)
}

function wrongWith(found: Stats): string | undefined {
  if (found.isSymbolicLink()) return 'is a symbolic link'
  if (!found.isDirectory()) return 'is not a folder'
  if (process.getuid && found.uid !== process.getuid()) return `belongs to user ${found.uid}`
  const mode = found.mode & 0o777
  return mode & othersMayAnything ? `can be entered by others (mode ${mode.toString(8)}, expected 700)` : undefined
}

function refused(message: string): Fault {
  const hint = 'remove it or mend its owner and mode, or set SKEP_RUNTIME_DIR to a folder of your own'
  return new Fault({ code: 'refused', message, hint })
}
