import { lstatSync, rmSync, type Stats } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { ownerOfSocket } from '../core/paths.ts'

/** Who has just made a socket listens on it a moment later: what is younger than this is left alone, in ms. */
const youngMs = 60_000

/** Whoever listens takes a connection in a moment, busy or not; one that does not is not waited for, and left alone. */
const answerMs = 1_000

/**
 * Removes the sockets of daemons and keepers that were killed, one after the other: those of our names on which nobody
 * listens. It is tidying, and nothing depends on it: what goes wrong is left for the next time.
 */
export async function sweepSockets(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const path of names.filter(ownerOfSocket).map(name => join(folder, name))) {
    const found = oldSocket(path)
    if (found && (await isRefused(path))) removeSame(path, found)
  }
}

function oldSocket(path: string): Stats | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isSocket() && Date.now() - found.mtimeMs > youngMs ? found : undefined
}

function isRefused(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    const timer = setTimeout(() => tell(false), answerMs)
    const tell = (answer: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => tell(false))
    socket.on('error', problem => tell('code' in problem && problem.code === 'ECONNREFUSED'))
  })
}

/** Somebody may listen at the same place by now, on a socket of his own. */
function removeSame(path: string, { ino, mtimeMs }: Stats): void {
  const now = oldSocket(path)
  if (now?.ino !== ino || now.mtimeMs !== mtimeMs) return
  try {
    rmSync(path, { force: true })
  } catch {
    // The folder may not be ours to change any more.
  }
}
