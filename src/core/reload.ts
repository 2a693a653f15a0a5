import { differencesOf, type IsSameFolder, type SpecChange, type SpecField, touchesProcess } from './difference.ts'
import { layIn, withoutBranch } from './lay-in.ts'
import { statusOf } from './outcome.ts'
import { isOnItsWay, type WorkerRecord } from './record.ts'
import type { WorkerSpec } from './spec.ts'

/** What becomes of one worker when the file is read again. */
export type ReloadStep =
  | { readonly kind: 'add'; readonly spec: WorkerSpec; readonly starts: boolean }
  | {
      readonly kind: 'keep'
      readonly worker: WorkerRecord
      /** What it is from now on, in the environment that it had. */
      readonly spec: WorkerSpec
      readonly changes: readonly SpecChange[]
      readonly follows: Follows
    }
  | { readonly kind: 'drop'; readonly worker: WorkerRecord; readonly stops: boolean }

/** What is done with a worker besides; `schedule`: the clock has it from now on, or at another time. */
export type Follows = 'nothing' | 'restart' | 'start' | 'stop' | 'schedule'

export type Reloading = {
  readonly workers: Iterable<WorkerRecord>
  /** What the file says now. */
  readonly specs: readonly WorkerSpec[]
  /** When that is not all that it says: the names of the others, or all. */
  readonly keep: 'all' | readonly string[]
  readonly isSameFolder: IsSameFolder
}

/** What brings the workers to what the file says now: in the order of the file, then those that it no longer names. */
export function planReload({ workers, specs, keep, isSameFolder }: Reloading): readonly ReloadStep[] {
  const known = new Map(Array.from(workers, worker => [worker.spec.name, worker]))
  const steps = specs.map(spec => {
    const worker = known.get(spec.name)
    return worker ? toKept(worker, spec, isSameFolder) : toAdded(spec)
  })
  return [...steps, ...(keep === 'all' ? [] : dropped(known, [...keep, ...specs.map(({ name }) => name)]))]
}

function toAdded(spec: WorkerSpec): ReloadStep {
  return { kind: 'add', spec, starts: spec.start === 'auto' }
}

function dropped(known: ReadonlyMap<string, WorkerRecord>, names: readonly string[]): readonly ReloadStep[] {
  const named = new Set(names)
  return [...known.values()].flatMap((worker): readonly ReloadStep[] => {
    if (worker.origin !== 'config' || named.has(worker.spec.name)) return []
    return [{ kind: 'drop', worker, stops: isOnItsWay(worker) }]
  })
}

function toKept(worker: WorkerRecord, named: WorkerSpec, isSameFolder: IsSameFolder): ReloadStep {
  const spec = layIn(worker.spec, named)
  const changes = differencesOf(worker.spec, spec, isSameFolder)
  const follows = followsOf(worker, spec, changes)
  return { kind: 'keep', worker, spec: follows === 'nothing' ? spec : withoutBranch(spec), changes, follows }
}

function followsOf({ state, wanted }: WorkerRecord, spec: WorkerSpec, changes: readonly SpecChange[]): Follows {
  const isOther = (field: SpecField): boolean => changes.some(change => change.field === field)
  switch (state.status) {
    case 'active':
      // What is being stopped by hand stays so.
      return state.sequel !== 'rest' && changes.some(touchesProcess) ? 'restart' : 'nothing'
    case 'backoff':
      return changes.some(touchesProcess) ? 'start' : 'nothing'
    case 'scheduled':
      return isOther('schedule') ? byClock(spec) : 'nothing'
    case 'idle':
      return (isOther('start') || isOther('schedule')) && spec.start === 'auto' ? 'start' : 'nothing'
    case 'gave-up':
    case 'ended': {
      if (wanted !== 'up') return 'nothing'
      if (isOther('schedule') && spec.schedule) return 'schedule'
      // Whatever was changed may be what it failed of; what has completed has done what was wanted.
      const hasFailed = state.outcome !== undefined && statusOf(state.outcome, spec.success) !== 'completed'
      return hasFailed && changes.length > 0 ? 'start' : 'nothing'
    }
    case 'waiting':
      return 'nothing'
  }
}

/** What waited for a time that is no more is as any other. */
function byClock({ schedule, start }: WorkerSpec): Follows {
  if (schedule) return 'schedule'
  return start === 'auto' ? 'start' : 'stop'
}
