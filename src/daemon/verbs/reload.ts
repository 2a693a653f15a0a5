import type { WorkerId } from '../../core/id.ts'
import { isOnItsWay, type WorkerRecord } from '../../core/record.ts'
import { type Follows, planReload, type ReloadStep } from '../../core/reload.ts'
import type { Reloaded } from '../../protocol/verbs/reload.ts'
import type { ParamsOf } from '../../protocol/verbs.ts'
import { attemptEach } from '../attempt-each.ts'
import { acknowledge, type Context, type Handler } from '../context.ts'
import { lookAtFolders } from '../real-folders.ts'
import { addOne } from './add.ts'
import { adoptOne } from './adopt.ts'
import { removeOne } from './remove.ts'
import { restartOne } from './restart.ts'
import { neededBy, neededFirstOf, startOne } from './start.ts'
import { stopInOrder } from './stop.ts'
import { waitingWorkers } from './up.ts'

/**
 * Brings what runs to what the configuration says now. Who is no longer named ends first: it may hold the port of who
 * comes. The rest is one step that nothing overtakes.
 */
export const reload: Handler<'reload'> = async ({ specs, keep = [], dryRun }, context) => {
  const isSameFolder = await lookAtFolders(foldersOf(specs, context))
  const plan = (): readonly ReloadStep[] =>
    planReload({ workers: context.picture.workers.values(), specs, keep, isSameFolder })
  if (dryRun) return { workers: plan().map(toForeseen) }
  const dropped = await drop(
    context,
    plan().flatMap(step => (step.kind === 'drop' ? [step.worker] : [])),
  )
  await context.changes.whole()
  context.shutdown.require('reload')
  // What somebody else attempts is kept or taken back before it is looked at.
  context.journal.settle()
  const carriedOut = await context.journal.attempt(async () => carryOut(plan(), context))
  return { workers: [...carriedOut, ...dropped] }
}

type Specs = ParamsOf<'reload'>['specs']

/** Only where the paths are written differently has anybody to look. */
function foldersOf(specs: Specs, { picture }: Context): readonly string[] {
  const known = new Map(Array.from(picture.workers.values(), ({ spec }) => [spec.name, spec.cwd]))
  return specs.flatMap(({ name, cwd }) => {
    const before = known.get(name)
    return before === undefined || before === cwd ? [] : [before, cwd]
  })
}

function toForeseen(step: ReloadStep): Reloaded {
  return { ...toWords(step), acknowledged: undefined, stopped: undefined }
}

function toWords(step: ReloadStep): Pick<Reloaded, 'name' | 'how' | 'changes'> {
  switch (step.kind) {
    case 'add':
      return { name: step.spec.name, how: step.starts ? 'started' : 'added', changes: [] }
    case 'drop':
      return { name: step.worker.spec.name, how: step.stops ? 'stopped' : 'removed', changes: [] }
    case 'keep':
      return { name: step.spec.name, how: howOf(step), changes: step.changes }
  }
}

function howOf({ follows, changes }: Extract<ReloadStep, { kind: 'keep' }>): Reloaded['how'] {
  if (follows === 'restart') return 'restarted'
  if (follows === 'start') return 'started'
  if (follows === 'stop') return 'stopped'
  return changes.length > 0 ? 'updated' : 'unchanged'
}

/** Ends those that are no longer named, each after those that need it, and takes them out of the catalogue. */
async function drop(context: Context, workers: readonly WorkerRecord[]): Promise<readonly Reloaded[]> {
  const asked = { actor: context.actor, reason: 'the configuration no longer names it', how: 'stop' } as const
  const running = workers.filter(isOnItsWay).map(({ id }) => id)
  const stopped = await stopInOrder(context, running, asked)
  return attemptEach(context, workers, worker => {
    const ended = stopped.find(one => one.worker === worker.id)
    const acknowledged = acknowledge(context, worker.id, true)
    removeAtRest(context, worker.id)
    return { ...toWords({ kind: 'drop', worker, stops: ended !== undefined }), acknowledged, stopped: ended }
  })
}

/** Whoever was started again meanwhile stays until the next time. */
function removeAtRest(context: Context, id: WorkerId): void {
  const worker = context.picture.workers.get(id)
  if (worker && !isOnItsWay(worker)) removeOne(context, id)
}

/** All are in the catalogue before one of them starts: it may need the others. */
function carryOut(steps: readonly ReloadStep[], context: Context): readonly Reloaded[] {
  const before = context.picture.revision
  const taken = steps.flatMap(step => (step.kind === 'drop' ? [] : [{ step, id: takeIn(context, step) }]))
  const moving = taken.filter(({ step }) => begins(step)).map(({ id }) => id)
  for (const id of neededBy(context, new Set([...moving, ...waitingWorkers(context)]))) startOne(context, id)
  const kept = new Map(taken.map(({ step, id }) => [id, step]))
  for (const id of neededFirstOf(context, kept.keys())) {
    const step = kept.get(id)
    if (step) move(context, id, step)
  }
  return taken.map(({ step, id }) => {
    const acknowledged = acknowledge(
      context,
      id,
      toWords(step).how !== 'unchanged' && context.picture.revision > before,
    )
    return { ...toWords(step), acknowledged, stopped: undefined }
  })
}

type Kept = Exclude<ReloadStep, { kind: 'drop' }>

function takeIn(context: Context, step: Kept): WorkerId {
  if (step.kind === 'add') return addOne(context, step.spec, 'config')
  adoptOne(context, step.worker.id, step.spec)
  return step.worker.id
}

function followsOf(step: Kept): Follows {
  if (step.kind === 'keep') return step.follows
  return step.starts ? 'start' : 'nothing'
}

/** Whether a run of it begins now, which may need others. */
function begins(step: Kept): boolean {
  const follows = followsOf(step)
  const { schedule } = step.spec
  return follows === 'restart' || (follows === 'start' && (!schedule || schedule.atOnce))
}

function move(context: Context, id: WorkerId, step: Kept): void {
  const { actor, workers } = context
  const reason = 'its configuration has changed'
  switch (followsOf(step)) {
    case 'start':
      // What waits for a retry or for its time is to begin now.
      if (begins(step)) startOne(context, id)
      else workers.schedule(id, { actor })
      return
    case 'restart':
      restartOne(context, id, { reason })
      return
    case 'schedule':
      workers.schedule(id, { actor, reason })
      return
    case 'stop':
      workers.move(id, { kind: 'stop' }, { actor, reason })
      return
    case 'nothing':
      if (step.kind === 'keep' && step.changes.some(({ field }) => field === 'schedule')) workers.renewAlarm(id)
  }
}
