import type { RunId, RuntimeId, WorkerId } from '../../core/id.ts'
import type { ListedWorker } from '../../core/listed.ts'
import type { Usage } from '../../core/usage.ts'
import type { Verb } from '../verb.ts'

/** The most workers that one page holds. */
export const longestList = 500

export type ListParams = {
  /** Only what these words select: names, ids, unique beginnings, globs. A word that selects nothing is refused. */
  readonly words?: readonly string[]
  /** Those too that are neither configured nor active and ended long ago. What words select is always there. */
  readonly all?: boolean
  /** Begins behind this worker; `not-found` when it has been removed meanwhile. */
  readonly after?: WorkerId
  /** Measures what the live ones use. */
  readonly usage?: boolean
  /** Looks for the ports on which the live ones listen. */
  readonly ports?: boolean
}

export type WorkerList = {
  readonly runtimeId: RuntimeId
  readonly project: string
  /** In the order of the catalogue. */
  readonly workers: readonly ListedWorker[]
  readonly usage: ReadonlyArray<readonly [RunId, Usage]>
  readonly ports: ReadonlyArray<readonly [RunId, readonly number[]]>
  /** The `after` of the next page, when there is one. */
  readonly next: WorkerId | undefined
}

export const list: Verb<'list', ListParams, WorkerList> = {
  name: 'list',
  summary: 'list workers with where they stand, without what only one of them needs',
  effect: 'read',
}
