import type { ProcessIdentity } from '../core/verdict.ts'
import { isSame } from './identity.ts'
import { askPs } from './ps.ts'
import { isEnded, type ProcessRow, readStat } from './stat.ts'

export type Delivery = 'sent' | 'gone' | 'not permitted'

/**
 * Sends a signal to each of the processes that is still the one it was: its start is compared right before, so that
 * whoever got the pid since is never hit. The answers are by pid.
 */
export async function deliver(
  targets: readonly ProcessIdentity[],
  signal: NodeJS.Signals,
): Promise<ReadonlyMap<number, Delivery>> {
  const look = await openLook(targets)
  return new Map(targets.map(target => [target.pid, deliverOne(target, signal, look)]))
}

function deliverOne(target: ProcessIdentity, signal: NodeJS.Signals, look: Look): Delivery {
  return findOne(target, look) ? send(target.pid, signal) : 'gone'
}

/**
 * Sends a signal to a whole process group at once, which no fork can escape. Only while a known process is in it: the
 * number belongs to nobody else then. Answers whether it was sent.
 */
export async function deliverToGroup(
  group: number,
  members: readonly ProcessIdentity[],
  signal: NodeJS.Signals,
): Promise<boolean> {
  const look = await openLook(members)
  const isOurs = members.some(member => findOne(member, look)?.group === group)
  return isOurs && send(-group, signal) === 'sent'
}

/** Those of the processes that are alive and still the ones they were, as they are now. */
export async function findAlive(targets: readonly ProcessIdentity[]): Promise<readonly ProcessRow[]> {
  const look = await openLook(targets)
  return targets.flatMap(target => findOne(target, look) ?? [])
}

/** Sees one process as it is now. */
type Look = (pid: number) => ProcessRow | undefined

function findOne(target: ProcessIdentity, look: Look): ProcessRow | undefined {
  const row = look(target.pid)
  return row && isSame(row, target) && !isEnded(row) ? row : undefined
}

// Where there is no /proc the processes are asked for together, a moment before.
async function openLook(targets: readonly ProcessIdentity[]): Promise<Look> {
  if (process.platform === 'linux') return readStat
  const found = await askPs(['-p', targets.map(({ pid }) => pid).join(',')])
  const rows = new Map(found.map(row => [row.pid, row]))
  return pid => rows.get(pid)
}

function send(pid: number, signal: NodeJS.Signals): Delivery {
  try {
    process.kill(pid, signal)
    return 'sent'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? 'not permitted' : 'gone'
  }
}
