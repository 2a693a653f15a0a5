import type { Command } from './command.ts'

/** A question to a program, asked again and again until it is answered well. */
export type Probe =
  /** Somebody listens on a port. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** A request is answered with one of these statuses; if none is named, with any of 200 to 399. */
  | { readonly kind: 'http'; readonly url: string; readonly statuses: readonly number[] }
  /** A command, in the folder and environment of the worker, ends with 0. */
  | { readonly kind: 'exec'; readonly command: Command }

/** How it becomes known that a run may be used. */
export type Ready =
  /** It may as soon as it has started. */
  | { readonly kind: 'started' }
  /** A line of its output matches, terminal sequences taken away. */
  | { readonly kind: 'log'; readonly pattern: string }
  /** A while after its start. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** It says so itself: a line `READY=1` in the file that `SKEP_NOTIFY` names. */
  | { readonly kind: 'notify' }
  | (Probe & Pace)

/** How a probe is repeated; `attempts` tries in a row that fail are enough to give it up. */
export type Pace = { readonly everyMs: number; readonly timeoutMs: number; readonly attempts: number }

/** How a check of readiness is repeated where nothing is said. To connect is done in a moment; the others have work to do. */
export const readyPace = {
  everyMs: 1_000,
  timeoutMs: ({ kind }: Pick<Probe, 'kind'>): number => (kind === 'tcp' ? 1_000 : 5_000),
} as const

/** The same of a check of health. */
export const healthPace = { everyMs: 10_000, timeoutMs: 5_000, failures: 3 } as const

/** How it is found out whether a run that was ready still does its work. So many failures in a row, and it is restarted. */
export type Health = Probe & {
  readonly everyMs: number
  readonly timeoutMs: number
  readonly failures: number
}
