import type { WorkerId } from '../../core/id.ts'
import { isOnItsWay, type WorkerRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../../protocol/acknowledged.ts'
import type { ParamsOf } from '../../protocol/verbs.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import { addOne } from './add.ts'
import { removeOne } from './remove.ts'
import { neededBy, startOne } from './start.ts'
import { updateOne } from './update.ts'

/** Takes what the configuration says into the catalogue and starts what it wants, in one step that nothing overtakes. */
export const up: Handler<'up'> = async ({ specs, keep = [], start }, context) => {
  if (keep !== 'all') dropOthers(context, new Set([...specs.map(({ name }) => name), ...keep]))
  const taken = specs.map(spec => ({ id: takeIn(context, spec), isWanted: isWanted(spec, start) }))
  const wanted = taken.flatMap(({ id, isWanted }) => (isWanted ? [id] : []))
  for (const id of neededBy(context, new Set([...wanted, ...waiting(context)]))) startOne(context, id)
  return { acknowledged: taken.map(({ id, isWanted }) => startIf(context, id, isWanted)) }
}

function startIf(context: Context, id: WorkerId, isWanted: boolean): Acknowledgement {
  return isWanted ? startInTime(context, id) : acknowledge(context, id, false)
}

/** What has a schedule is left to the clock, unless it is to start with the project as well. */
function startInTime(context: Context, id: WorkerId): Acknowledgement {
  const { spec, ...worker } = findWorker(context, id)
  if (!spec.schedule || spec.schedule.atOnce) return startOne(context, id)
  const isNew = !isOnItsWay(worker)
  if (isNew) context.workers.schedule(id, { actor: context.actor })
  return acknowledge(context, id, isNew)
}

/** What those need that wait may have come into the catalogue with the rest of the file. */
function waiting({ picture }: Context): readonly WorkerId[] {
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

function takeIn(context: Context, spec: WorkerSpec): WorkerId {
  const worker = [...context.picture.workers.values()].find(one => one.spec.name === spec.name)
  if (!worker) return addOne(context, spec, 'config')
  updateOne(context, worker.id, spec)
  return worker.id
}

function isWanted({ name, start: when }: WorkerSpec, start: ParamsOf<'up'>['start']): boolean {
  if (start === 'auto') return when === 'auto'
  return start !== 'none' && start.includes(name)
}
