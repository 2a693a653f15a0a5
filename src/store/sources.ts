import type { Link } from '../core/chain.ts'
import type { SkepEvent } from '../core/event.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import type { Present } from '../core/picture.ts'
import type { RunRecord } from '../core/record.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { TranscriptEntry } from '../core/transcript.ts'
import type { TreeProcess, Usage } from '../core/usage.ts'
import type { Verdict } from '../core/verdict.ts'

/** What a stop, kill or cancel came to for one worker. */
export type StopReport = {
  readonly worker: WorkerId
  readonly name: string
  readonly changed: boolean
  readonly verdict: Verdict | undefined
}

/** What the picture needs of whoever manages the processes. */
export type ProcessManager = {
  start(workers: readonly WorkerId[]): Promise<void>
  stop(workers: readonly WorkerId[], reason?: string): Promise<readonly StopReport[]>
  /** Stops those that need others of them before those. */
  stopInOrder(workers: readonly WorkerId[], reason: string): Promise<readonly StopReport[]>
  kill(workers: readonly WorkerId[], reason?: string): Promise<readonly StopReport[]>
  cancel(workers: readonly WorkerId[], reason?: string): Promise<readonly StopReport[]>
  restart(workers: readonly WorkerId[]): Promise<void>
  pause(workers: readonly WorkerId[]): Promise<void>
  resume(workers: readonly WorkerId[]): Promise<void>
  signal(workers: readonly WorkerId[], signal: string): Promise<void>
  /** Puts a worker into the catalogue and starts it. */
  add(spec: WorkerSpec): Promise<WorkerId>
  update(worker: WorkerId, spec: WorkerSpec): Promise<void>
  remove(workers: readonly WorkerId[]): Promise<void>
  /** Why it stands where it stands, with what its check was answered. */
  why(worker: WorkerId): Promise<Link>
  tree(run: RunId): Promise<readonly TreeProcess[]>
}

/** What the picture needs of whoever keeps the runs. */
export type RunStore = {
  runs(worker: WorkerId, limit: number): Promise<readonly RunRecord[]>
  transcript(run: RunId, start: number, limit: number): Promise<{ items: readonly TranscriptEntry[]; total: number }>
}

/** What the picture needs of whoever writes to stdin. */
export type StdinWriter = {
  sendText(worker: WorkerId, text: string): Promise<void>
  sendKeys(worker: WorkerId, keys: readonly string[]): Promise<void>
  endInput(worker: WorkerId): Promise<void>
}

/** What is told without being asked. */
export type Told =
  | { readonly kind: 'events'; readonly events: readonly SkepEvent[] }
  | { readonly kind: 'grew'; readonly run: RunId; readonly end: number }
  | { readonly kind: 'usage'; readonly usage: ReadonlyArray<readonly [RunId, Usage]> }
  | { readonly kind: 'lagged' }
  | { readonly kind: 'away'; readonly reason: string }
  | { readonly kind: 'closed'; readonly reason: string }

/** Where the picture comes from: the present, then everything that happens after it. */
export type Feed = {
  subscribe(): Promise<Present>
  listen(listener: (told: Told) => void): () => void
}
