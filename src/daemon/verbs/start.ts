import { toRunEnvironment } from '../../config/environment.ts'
import type { WorkerId } from '../../core/id.ts'
import { withoutBranch } from '../../core/lay-in.ts'
import { byName, neededFirst, withNeeds } from '../../core/needs.ts'
import { isOnItsWay, isOver } from '../../core/record.ts'
import type { Acknowledgement } from '../../protocol/acknowledged.ts'
import type { ParamsOf } from '../../protocol/verbs.ts'
import { attemptEach } from '../attempt-each.ts'
import { acknowledge, type Context, findWorker, type Handler } from '../context.ts'
import { updateOne } from './update.ts'

/** Starts each worker, and what it needs, in the environment of who asks; one that runs already is left as it is. */
export const start: Handler<'start'> = async ({ workers, inherited }, context) => {
  for (const id of workers) findWorker(context, id)
  const asked = new Set(workers)
  const order = neededFirstOf(context, [...neededBy(context, asked), ...asked])
  const started = await attemptEach(context, order, id => {
    if (inherited) renewEnvironment(context, id, inherited)
    return startOne(context, id)
  })
  const byId = new Map(started.map(one => [one.ref.workerId, one]))
  return { acknowledged: [...asked].flatMap(id => byId.get(id) ?? []) }
}

/** What these workers need besides each other and what is not on its way. */
export function neededBy(context: Context, asked: ReadonlySet<WorkerId>): readonly WorkerId[] {
  const { picture } = context
  const records = Array.from(asked, id => findWorker(context, id))
  const needed = [...withNeeds(records, byName(picture), picture)]
  return needed.filter(one => !asked.has(one.id) && !isOnItsWay(one)).map(({ id }) => id)
}

/** The same workers, each after those that it needs: what is to start again has begun to before somebody looks at it. */
export function neededFirstOf(context: Context, ids: Iterable<WorkerId>): readonly WorkerId[] {
  return neededFirst(Array.from(ids, id => findWorker(context, id))).map(({ id }) => id)
}

type Inherited = NonNullable<ParamsOf<'start'>['inherited']>

function renewEnvironment(context: Context, id: WorkerId, inherited: Inherited): void {
  const { spec, state } = findWorker(context, id)
  if (state.status === 'active' && !isRunOver(context, id)) return
  const { declaredEnv: declared, tty } = spec
  updateOne(context, id, { ...withoutBranch(spec), env: toRunEnvironment({ inherited, declared, tty }) })
}

/** Starts one worker and answers where it stands then. */
export function startOne(context: Context, id: WorkerId): Acknowledgement {
  const before = context.picture.revision
  context.workers.move(id, { kind: 'start', isOver: isRunOver(context, id) }, { actor: context.actor })
  return acknowledge(context, id, context.picture.revision > before)
}

/** Whether the process of its active run has exited, though its end is not taken down yet. */
export function isRunOver(context: Context, id: WorkerId): boolean {
  const { run } = findWorker(context, id)
  const record = run && context.picture.runs.get(run)
  return record ? isOver(record) : false
}
