import type { Actor } from './actor.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { RunId, WorkerId } from './id.ts'
import type { RunRecord, WorkerRecord } from './record.ts'
import type { RunState, RunStatus } from './run.ts'
import type { WorkerSpec } from './spec.ts'
import type { TranscriptEntry } from './transcript.ts'
import type { TreeProcess } from './usage.ts'
import type { Verdict } from './verdict.ts'
import type { WorkerState } from './worker.ts'

/** The number of the keeper's fact that it comes from, if it does. */
export type OfFact = { readonly fact?: number | undefined }

/** What happened, in the past tense, with what is needed to follow it. */
export type Happening =
  | { readonly kind: 'runtime.started'; readonly data: Record<string, never> }
  | { readonly kind: 'runtime.stopped'; readonly data: Record<string, never> }
  | { readonly kind: 'worker.added'; readonly data: { readonly worker: WorkerRecord } }
  | {
      readonly kind: 'worker.updated'
      /** With an origin: where it comes from now. */
      readonly data: { readonly spec: WorkerSpec; readonly origin?: WorkerRecord['origin'] | undefined }
    }
  | { readonly kind: 'worker.removed'; readonly data: Record<string, never> }
  | {
      readonly kind: 'worker.moved'
      readonly data: { readonly state: WorkerState; readonly wanted: 'up' | 'down' }
    }
  | { readonly kind: 'run.added'; readonly data: { readonly run: RunRecord } }
  | { readonly kind: `run.${RunStatus}`; readonly data: { readonly state: RunState } & OfFact }
  | { readonly kind: 'run.paused' | 'run.resumed' | 'run.ready' | 'run.healthy'; readonly data: Record<string, never> }
  | { readonly kind: 'run.matched'; readonly data: { readonly pattern: string } }
  | { readonly kind: 'run.said'; readonly data: { readonly entry: TranscriptEntry } & OfFact }
  | { readonly kind: 'run.judged'; readonly data: { readonly verdict: Verdict } }
  | { readonly kind: 'run.left'; readonly data: { readonly left: readonly TreeProcess[] } }
  | { readonly kind: 'diagnostic'; readonly data: { readonly diagnostic: Diagnostic } }

export type HappeningKind = Happening['kind']

/** What is said about a worker without moving it: whoever asks which event said last where it stands is not told of these. */
export const asides: readonly HappeningKind[] = ['diagnostic', 'run.left']

/**
 * One entry of the runtime's ordered journal. `id` counts from 1 without gaps; `timeMs` is wall time that never goes
 * back within a journal; `message` says it in a sentence.
 */
export type SkepEvent = Happening & {
  readonly id: number
  readonly timeMs: number
  readonly worker: WorkerId | undefined
  readonly run: RunId | undefined
  readonly actor: Actor
  readonly message: string
}
