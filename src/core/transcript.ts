import type { Actor } from './actor.ts'
import type { RunId } from './id.ts'
import type { Outcome } from './outcome.ts'
import type { Size } from './output.ts'
import type { RunStatus } from './run.ts'

/** What was said to or happened with a run, besides its output. */
export type Said =
  | { readonly kind: 'input'; readonly text: string; readonly secret: boolean }
  | { readonly kind: 'end-of-input' }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'resize'; readonly size: Size }
  | { readonly kind: 'state'; readonly status: RunStatus; readonly outcome: Outcome | undefined }
  | { readonly kind: 'note'; readonly text: string }

/** One entry of a transcript; `offset` is where in the run's output it happened, so that both interleave exactly. */
export type TranscriptEntry = Said & {
  readonly run: RunId
  /** From 1, without gaps, per run. */
  readonly sequence: number
  readonly timeMs: number
  readonly actor: Actor
  readonly offset: number
}
