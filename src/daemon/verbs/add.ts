import { Fault } from '../../core/fault.ts'
import { toId, type WorkerId } from '../../core/id.ts'
import { numberName } from '../../core/name.ts'
import type { WorkerRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { acknowledge, type Context, type Handler } from '../context.ts'
import { startOne } from './start.ts'

/** Puts a worker that somebody asked for by hand into the catalogue. */
export const add: Handler<'add'> = async ({ spec, taken, start }, context) => {
  const name = taken === 'number' ? freeName(context, spec.name) : spec.name
  const id = addOne(context, { ...spec, name }, 'ad-hoc')
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

function freeName(context: Context, name: string): string {
  if (!isTaken(context, name)) return name
  let number = 2
  while (isTaken(context, numberName(name, number))) number += 1
  return numberName(name, number)
}

function isTaken({ picture }: Context, name: string): boolean {
  return [...picture.workers.values()].some(({ spec }) => spec.name === name)
}
