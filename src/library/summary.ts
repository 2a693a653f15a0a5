import type { RuntimeId } from '../core/id.ts'
import { longestPage } from '../core/page.ts'
import type { Present } from '../core/picture.ts'
import { isLive, type WorkerWord, wordOfWorker } from '../core/record.ts'

/** A runtime at a glance. */
export type Summary = {
  readonly runtimeId: RuntimeId
  readonly name: string
  /** The newest event. */
  readonly revision: number
  readonly workers: number
  readonly liveRuns: number
  /** How many workers there are of each status that there is. */
  readonly byStatus: { readonly [Status in WorkerWord]?: number }
  readonly backend: Backend
  readonly limits: Limits
}

/** Where runs execute: on this machine, under this process or under the project's daemon. */
export type Backend = { readonly kind: 'local'; readonly through: 'embedded' | 'daemon'; readonly isDurable: boolean }

export type Limits = {
  /** The most that one page holds. */
  readonly pageItems: number
}

/** Counts what a present shows. */
export function summarise(present: Present, backend: Backend): Summary {
  const runs = new Map(present.runs.map(run => [run.id, run]))
  const words = present.workers.map(worker => wordOfWorker(worker, worker.run && runs.get(worker.run)))
  const byStatus: { [Status in WorkerWord]?: number } = {}
  for (const word of words) byStatus[word] = (byStatus[word] ?? 0) + 1
  return {
    ...{ runtimeId: present.runtimeId, name: present.project, revision: present.revision, byStatus, backend },
    workers: present.workers.length,
    liveRuns: present.runs.filter(isLive).length,
    limits: { pageItems: longestPage },
  }
}
