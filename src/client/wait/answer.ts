import type { RunId, WorkerId } from '../../core/id.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { RunWord, WorkerWord } from '../../core/record.ts'
import type { Condition } from './condition.ts'

/** The groups of a match by number (`0` is all of it) and by name; a group that took no part is left out. */
export type Captures = Readonly<Record<string, string>>

/** One condition that is met: of which worker, in which run, and where in the output that was. */
export type Hit = {
  readonly condition: Condition
  readonly worker: WorkerId
  readonly name: string
  readonly run: RunId
  readonly captures: Captures
  /** `RUN:OFFSET`, right behind the match, else where the output ended then: from here on, all is news. */
  readonly cursor: string
  /** Whether it was so when the wait began. */
  readonly already: boolean
  /** How the run ended, when it has. */
  readonly outcome: Outcome | undefined
}

/** What is there of a worker instead of what was waited for. */
export type Seen = {
  readonly worker: WorkerId
  readonly name: string
  readonly status: RunWord | WorkerWord
  readonly run: RunId | undefined
  /** For how long it has written nothing; undefined when it does not run. */
  readonly quietMs: number | undefined
  /** Its last lines. */
  readonly lines: readonly string[]
  /** What was found instead of what was looked for, in sentences. */
  readonly notes: readonly string[]
}

/** What decides a wait. */
export type Decision =
  /** `hit` decided it, as the first of any or the last of all; `hits` are in the order of the conditions. */
  | { readonly kind: 'met'; readonly hit: Hit; readonly hits: readonly Hit[] }
  /** It has ended, and what is still waited for cannot come any more. */
  | {
      readonly kind: 'ended'
      readonly worker: WorkerId
      readonly name: string
      readonly run: RunId | undefined
      readonly outcome: Outcome | undefined
    }
  /** `line` holds what must not be. */
  | {
      readonly kind: 'failed-on'
      readonly expression: string
      readonly worker: WorkerId
      readonly name: string
      readonly run: RunId
      readonly line: string
      readonly cursor: string
      readonly already: boolean
    }

/** What a wait comes to. */
export type WaitAnswer =
  | Exclude<Decision, { kind: 'ended' }>
  | (Extract<Decision, { kind: 'ended' }> & { readonly seen: readonly Seen[] })
  | { readonly kind: 'timed-out'; readonly timeoutMs: number; readonly seen: readonly Seen[] }
