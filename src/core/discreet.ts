import type { SkepEvent } from './event.ts'
import type { Present } from './picture.ts'
import type { WorkerRecord } from './record.ts'
import type { WorkerSpec } from './spec.ts'

// What a run inherits is long, the same for all, and may hold secrets: it stays with the runtime, which alone needs it.
function specWithout(spec: WorkerSpec): WorkerSpec {
  return { ...spec, env: {} }
}

/** A worker as it is handed out: without the environment that it inherits; what was declared for it stays. */
export function withoutEnvironment(worker: WorkerRecord): WorkerRecord {
  return { ...worker, spec: specWithout(worker.spec) }
}

/** A present as it is handed out. */
export function presentWithoutEnvironments(present: Present): Present {
  return { ...present, workers: present.workers.map(withoutEnvironment) }
}

/** An event as it is handed out. */
export function eventWithoutEnvironment(event: SkepEvent): SkepEvent {
  if (event.kind === 'worker.added') return { ...event, data: { worker: withoutEnvironment(event.data.worker) } }
  if (event.kind === 'worker.updated') return { ...event, data: { ...event.data, spec: specWithout(event.data.spec) } }
  return event
}
