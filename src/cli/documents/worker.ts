import type { RuntimeId } from '../../core/id.ts'
import type { ListedWorker } from '../../core/listed.ts'
import type { Usage } from '../../core/usage.ts'
import { toIso } from '../json.ts'
import type { Document } from './document.ts'
import { toRunBrief } from './run.ts'

/** A worker with what was seen of its processes. */
export type WorkerFacts = {
  readonly worker: ListedWorker
  readonly runtimeId: RuntimeId
  readonly usage: Usage | undefined
  readonly ports: readonly number[]
}

/** A worker: what it is, where it stands and why, its run, and what that uses now. */
export function toWorkerDocument({ worker, runtimeId, usage, ports }: WorkerFacts): Document {
  const { id, name, status, wanted, reason, retryAtMs, dueAtMs, run, command, cwd, tty, restarts, owner } = worker
  return {
    ref: { runtimeId, workerId: id },
    ...{ name, status, wanted, reason },
    retryAt: toIso(retryAtMs),
    dueAt: toIso(dueAtMs),
    run: run && toRunBrief(run),
    ...{ command, cwd, tty, ports },
    usage: usage && toUsageDocument(usage),
    ...{ restarts, owner },
  }
}

/** What a process tree uses now. */
export function toUsageDocument({ cpuCores, memoryBytes, processes }: Usage): Document {
  return { cpuCores: Math.round(cpuCores * 1_000) / 1_000, memoryBytes, processes }
}
