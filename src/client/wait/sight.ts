import type { RunId, WorkerId } from '../../core/id.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Picture } from '../../core/picture.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Client } from '../client.ts'
import type { Feed } from './feed.ts'

/** Where a wait takes place. */
export type Place = { readonly client: Client; readonly feed: Feed; readonly signal: AbortSignal }

/** One run as it is waited for: what is known of it and where its output is looked at from. */
export type Sight = Place & {
  /** As it was when it came into sight. */
  readonly record: RunRecord
  readonly run: RunId
  readonly worker: WorkerId
  readonly name: string
  readonly from: number
  /** How far before that a line may begin that goes on behind it. */
  readonly back: number
  /** Whether something of its output was written before the wait and is looked at. */
  readonly looksBack: boolean
  /** Where its output ended when the wait began; 0 for a run that began later. */
  readonly beganAt: number
  /** Whether it was there when the wait began. */
  readonly wasThere: boolean
}

/** What a condition found: whether it was so when the wait began. */
export type Met = { readonly already: boolean }

/** Takes the way to say what is there instead of what is looked for, for when the time is over. */
export type Explain = (how: () => Promise<string>) => void

/** The run while it runs; undefined when it is paused too. */
export function runningIn({ runs }: Picture, run: RunId): RunRecord | undefined {
  const record = runs.get(run)
  return record?.state.status === 'running' && record.pausedAtMs === undefined ? record : undefined
}

/** What people call a worker; one that was removed goes by its id. */
export function nameOf({ workers }: Picture, worker: WorkerId): string {
  return workers.get(worker)?.spec.name ?? worker
}

/** How the run ended, as far as is known now. */
export function outcomeOf({ feed, run, record }: Pick<Sight, 'feed' | 'run' | 'record'>): Outcome | undefined {
  const { state } = feed.picture.runs.get(run) ?? record
  return state.status === 'ended' ? state.outcome : undefined
}
