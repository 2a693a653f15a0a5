import { constants } from 'node:os'
import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import { nearest } from '../core/nearest.ts'
import { signalNames, toSignal } from '../core/signal.ts'
import type { ProcessIdentity } from '../core/verdict.ts'
import type { Census } from './census.ts'
import { type Delivery, deliver, deliverToGroup } from './deliver.ts'
import type { Member } from './tree.ts'

/** Reads the name of a signal (`INT`, `SIGINT`, `sigint`); refuses with a Fault (`usage`) what is none on this machine. */
export function parseSignal(name: string): NodeJS.Signals {
  const found = toSignal(name)
  if (found !== undefined && isSignal(found)) return found
  const near = nearest(name.replace(/^sig/i, ''), signalNames)
  throw new Fault({
    code: 'usage',
    message: `there is no signal ${JSON.stringify(name)}`,
    hint: near === undefined ? `Signals are ${signalNames.join(' ')}.` : `Did you mean ${near}?`,
  })
}

function isSignal(name: string): name is NodeJS.Signals {
  return Object.hasOwn(constants.signals, name)
}

/** Sends a signal to everything that belongs to a run, or to its process group alone; answers by pid. */
export async function signalRun(
  census: Census,
  run: RunId,
  { signal, scope }: { readonly signal: NodeJS.Signals; readonly scope: 'all' | 'group' },
): Promise<ReadonlyMap<number, Delivery>> {
  const { root, members } = await census.find(run)
  const targets = scope === 'all' ? members : members.filter(({ row }) => row.group === root.pid)
  return sendTo(targets, root, signal)
}

/** Sends a signal to processes of a run: to its group at once, to the others one by one, parents before their children. */
export async function sendTo(
  targets: readonly Member[],
  root: ProcessIdentity,
  signal: NodeJS.Signals,
): Promise<ReadonlyMap<number, Delivery>> {
  const inGroup = targets.filter(({ row }) => row.group === root.pid).map(({ row }) => row)
  const isSent = inGroup.length > 0 && (await deliverToGroup(root.pid, inGroup, signal))
  const single = targets.map(({ row }) => row).filter(row => !isSent || row.group !== root.pid)
  const answers = await deliver(single, signal)
  return new Map([...(isSent ? inGroup : []).map(({ pid }) => [pid, 'sent'] as const), ...answers])
}
