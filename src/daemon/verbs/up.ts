import { differencesOf, isWrittenAlike, type SpecChange, touchesProcess } from '../../core/difference.ts'
import type { WorkerId } from '../../core/id.ts'
import { keepProcess, layIn } from '../../core/lay-in.ts'
import { isOnItsWay, type WorkerRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../../protocol/acknowledged.ts'
import type { ParamsOf } from '../../protocol/verbs.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import { addOne } from './add.ts'
import { adoptOne } from './adopt.ts'
import { removeOne } from './remove.ts'
import { isRunOver, neededBy, neededFirstOf, startOne } from './start.ts'

/**
 * Takes what the configuration says into the catalogue and starts what it wants, in one step that nothing overtakes. Nothing
 * that runs is restarted: what of it only another run can change is answered.
 */
export const up: Handler<'up'> = async ({ specs, keep = [], start }, context) => {
  if (keep !== 'all') dropOthers(context, new Set([...specs.map(({ name }) => name), ...keep]))
  const taken = specs.map(spec => ({ ...takeIn(context, spec), isWanted: isWanted(spec, start) }))
  const wanted = taken.flatMap(({ id, isWanted }) => (isWanted ? [id] : []))
  for (const id of neededBy(context, new Set([...wanted, ...waitingWorkers(context)]))) startOne(context, id)
  const started = new Map(neededFirstOf(context, wanted).map(id => [id, startInTime(context, id)]))
  return {
    acknowledged: taken.map(({ id, pending }) => ({
      ...(started.get(id) ?? acknowledge(context, id, false)),
      pending,
    })),
  }
}

type Taken = { readonly id: WorkerId; readonly pending: readonly SpecChange[]; readonly isWanted: boolean }

/** Starts one worker; what has a schedule is left to the clock, unless it is to start with the project as well. */
export function startInTime(context: Context, id: WorkerId): Acknowledgement {
  const { spec, ...worker } = findWorker(context, id)
  if (!spec.schedule || spec.schedule.atOnce) return startOne(context, id)
  const isNew = !isOnItsWay(worker)
  if (isNew) context.workers.schedule(id, { actor: context.actor })
  return acknowledge(context, id, isNew)
}

/** What those need that wait may have come into the catalogue with the rest of the file. */
export function waitingWorkers({ picture }: Context): readonly WorkerId[] {
  return [...picture.workers.values()].flatMap(({ id, state }) => (state.status === 'waiting' ? [id] : []))
}

function dropOthers(context: Context, named: ReadonlySet<string>): void {
  for (const worker of configured(context)) if (!named.has(worker.spec.name)) dropOne(context, worker)
}

function configured({ picture }: Context): readonly WorkerRecord[] {
  return [...picture.workers.values()].filter(({ origin }) => origin === 'config')
}

function dropOne(context: Context, worker: WorkerRecord): void {
  if (!isOnItsWay(worker)) removeOne(context, worker.id)
}

function takeIn(context: Context, spec: WorkerSpec): Omit<Taken, 'isWanted'> {
  const worker = [...context.picture.workers.values()].find(one => one.spec.name === spec.name)
  if (!worker) return { id: addOne(context, spec, 'config'), pending: [] }
  const { id } = worker
  if (!goesOn(context, worker)) {
    adoptOne(context, id, spec)
    return { id, pending: [] }
  }
  const now = layIn(worker.spec, spec)
  const pending = differencesOf(worker.spec, now, isWrittenAlike).filter(touchesProcess)
  // What is kept of a worker is what its process was started with: who compares later sees what differs.
  adoptOne(context, id, pending.length > 0 ? keepProcess(worker.spec, now) : now)
  return { id, pending }
}

/** Whether a worker has a process that nobody ends or starts anew. */
function goesOn(context: Context, { id, state }: WorkerRecord): boolean {
  return state.status === 'active' && state.sequel === 'policy' && !isRunOver(context, id)
}

function isWanted({ name, start: when }: WorkerSpec, start: ParamsOf<'up'>['start']): boolean {
  if (start === 'auto') return when === 'auto'
  return start !== 'none' && start.includes(name)
}
