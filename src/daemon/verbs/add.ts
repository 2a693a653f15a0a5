import { Fault } from '../../core/fault.ts'
import { toId, type WorkerId } from '../../core/id.ts'
import { numberName } from '../../core/name.ts'
import { isOnItsWay, type WorkerRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { AddParams } from '../../protocol/verbs/add.ts'
import { acknowledge, type Context, type Handler } from '../context.ts'
import { startOne } from './start.ts'
import { updateOne } from './update.ts'

/** Puts a worker that somebody asked for by hand into the catalogue. */
export const add: Handler<'add'> = async ({ spec, taken, start }, context) => {
  const id =
    (taken === 'reuse' ? reuseOne(context, spec) : undefined) ?? addOne(context, named(context, spec, taken), 'ad-hoc')
  const acknowledged = start ? startOne(context, id) : acknowledge(context, id, true)
  return { acknowledged, run: context.picture.workers.get(id)?.run }
}

/** Puts one worker into the catalogue; a name that is taken is refused. */
export function addOne(context: Context, spec: WorkerSpec, origin: WorkerRecord['origin']): WorkerId {
  const { picture, journal, world, actor } = context
  if (isTaken(context, spec.name)) {
    const hint = 'choose another name, or remove the other worker first'
    throw new Fault({ code: 'name-taken', message: `there is a worker named ${spec.name} already`, hint })
  }
  const createdAtMs = world.now()
  const id = toId('wrk', createdAtMs, world.randomBytes(10))
  const worker: WorkerRecord = {
    id,
    spec,
    owner: actor,
    origin,
    wanted: 'down',
    state: { status: 'idle' },
    run: undefined,
    restarts: 0,
    createdAtMs,
  }
  journal.record({ kind: 'worker.added', data: { worker }, worker: id, actor, message: `added ${spec.name}` })
  return picture.workers.get(id)?.id ?? id
}

/** Gives the worker that has the name another thing to run; undefined when there is none. */
function reuseOne(context: Context, spec: WorkerSpec): WorkerId | undefined {
  const worker = [...context.picture.workers.values()].find(one => one.spec.name === spec.name)
  if (!worker || worker.origin === 'config') return undefined
  if (isOnItsWay(worker)) {
    const hint = `stop it first: skep stop ${spec.name}, or choose another name`
    throw new Fault({ code: 'already-running', message: `${spec.name} is running already`, hint })
  }
  updateOne(context, worker.id, spec)
  return worker.id
}

function named(context: Context, spec: WorkerSpec, taken: AddParams['taken']): WorkerSpec {
  return taken === 'number' ? { ...spec, name: freeName(context, spec.name) } : spec
}

function freeName(context: Context, name: string): string {
  if (!isTaken(context, name)) return name
  let number = 2
  while (isTaken(context, numberName(name, number))) number += 1
  return numberName(name, number)
}

/** Whether a worker has the name. */
export function isTaken({ picture }: Context, name: string): boolean {
  return [...picture.workers.values()].some(({ spec }) => spec.name === name)
}
