import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessIdentity } from '../core/verdict.ts'
import { journalName } from './journal.ts'

/** No process has this pid: what belongs to the run is then found by its mark alone. */
const nobody: ProcessIdentity = { pid: -1, startTicks: 0 }

/** The process of a run that an earlier keeper started, as its journal says. */
export async function readRoot(folder: string): Promise<ProcessIdentity> {
  try {
    const lines = (await readFile(join(folder, journalName), 'utf8')).split('\n')
    return lines.map(toRoot).find(root => root !== undefined) ?? nobody
  } catch {
    return nobody
  }
}

// A crash may have torn the last line.
function toRoot(line: string): ProcessIdentity | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return isSpawned(entry) ? entry.process : undefined
  } catch {
    return undefined
  }
}

function isSpawned(entry: unknown): entry is { process: ProcessIdentity } {
  if (typeof entry !== 'object' || entry === null || !('kind' in entry) || entry.kind !== 'spawned') return false
  if (!('process' in entry) || typeof entry.process !== 'object' || entry.process === null) return false
  const { process } = entry
  return 'pid' in process && Number.isSafeInteger(process.pid) && 'startTicks' in process
}
