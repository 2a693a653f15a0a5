import type { Schedule, WorkerSpec } from '../../core/spec.ts'
import type { Report } from '../text/problem.ts'
import { type Mapping, valueAt } from '../tree/tree.ts'
import { toHealth } from './keys/health.ts'
import { readHooks } from './keys/hooks.ts'
import { toReady } from './keys/ready.ts'
import { toRestartPolicy } from './keys/restart.ts'
import { toStopPolicy } from './keys/stop.ts'
import { toWatch } from './keys/watch.ts'
import type { WorkerValues } from './worker-keys.ts'

export type Around = { readonly cwd: string; readonly home: string; readonly report: Report }

/** What a file chose for a worker; where it is silent, the defaults stay. */
export function toChosen(values: WorkerValues, worker: Mapping, around: Around): Partial<WorkerSpec> {
  return {
    ...toOwn(values),
    ...toPolicies(values, worker, around),
    ...toSignsOfLife(values, worker, around),
    ...toOccasions(values, worker, around),
  }
}

function toOwn(values: WorkerValues): Partial<WorkerSpec> {
  const { tty = false, success, ports, group } = values
  return {
    tty,
    ...(values.kind && { kind: values.kind }),
    ...(values.stdin && { stdin: values.stdin }),
    ...(values.streams && { streams: values.streams }),
    ...(success && { success: [...new Set([0, ...success])] }),
    ...(ports && { ports: [...new Set(ports)] }),
    ...(group !== undefined && { group }),
  }
}

function toPolicies({ tty = false, stop, ...values }: WorkerValues, worker: Mapping, { report }: Around) {
  const stopTree = valueAt(worker, 'stop')
  return {
    ...(values.restart && { restart: toRestartPolicy(values.restart) }),
    ...(stopTree?.kind === 'mapping' && { stop: toStopPolicy(stop ?? {}, stopTree, { tty, report }) }),
    ...(values.exit_on && { exitOn: values.exit_on }),
  } satisfies Partial<WorkerSpec>
}

function toSignsOfLife(values: WorkerValues, worker: Mapping, { report }: Around): Partial<WorkerSpec> {
  const readyTree = valueAt(worker, 'ready')
  const healthTree = valueAt(worker, 'health')
  const ready = readyTree?.kind === 'mapping' && toReady(values.ready ?? {}, readyTree, report)
  const health = healthTree?.kind === 'mapping' && toHealth(values.health ?? {}, healthTree, report)
  return { ...(ready && { ready }), ...(health && { health }) }
}

function toOccasions(values: WorkerValues, worker: Mapping, around: Around): Partial<WorkerSpec> {
  const hooksTree = valueAt(worker, 'on')
  const watch = values.watch && toWatch(values.watch, around)
  const schedule: Schedule | undefined = values.schedule && { at: values.schedule, overlap: values.overlap ?? 'skip' }
  // When the clock starts it, the start of the project does not, unless it says so.
  const start = values.start ?? (schedule && 'manual')
  return {
    ...(start && { start }),
    ...(watch && { watch }),
    ...(schedule && { schedule }),
    ...(hooksTree?.kind === 'mapping' && { hooks: readHooks(hooksTree, around.report) }),
  }
}
