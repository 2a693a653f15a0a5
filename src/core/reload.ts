import { differencesOf, type IsSameFolder, type SpecChange, touchesProcess } from './difference.ts'
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
      readonly follows: 'nothing' | 'restart' | 'start'
    }
  | { readonly kind: 'drop'; readonly worker: WorkerRecord; readonly stops: boolean }

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

function followsOf(
  { state, wanted }: WorkerRecord,
  { start, success }: WorkerSpec,
  changes: readonly SpecChange[],
): Extract<ReloadStep, { kind: 'keep' }>['follows'] {
  switch (state.status) {
    case 'active':
      // What is being stopped by hand stays so.
      return state.sequel !== 'rest' && changes.some(touchesProcess) ? 'restart' : 'nothing'
    case 'backoff':
      return changes.some(touchesProcess) ? 'start' : 'nothing'
    case 'idle':
      return start === 'auto' && changes.some(({ field }) => field === 'start') ? 'start' : 'nothing'
    case 'gave-up':
    case 'ended': {
      // Whatever was changed may be what it failed of; what has completed has done what was wanted.
      const hasFailed = state.outcome !== undefined && statusOf(state.outcome, success) !== 'completed'
      return wanted === 'up' && hasFailed && changes.length > 0 ? 'start' : 'nothing'
    }
    case 'waiting':
      return 'nothing'
  }
}
