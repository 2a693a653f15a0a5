import type { Command } from './command.ts'
import type { Need } from './need.ts'
import type { Size } from './output.ts'
import type { Health, Ready } from './probe.ts'

/** The default of decisions.md 25: what a terminal measures until a screen says otherwise. */
export const defaultSize: Size = { columns: 80, rows: 24 }

/** How a worker is asked to end before it is killed. */
export type StopAction =
  | { readonly kind: 'signals'; readonly signals: readonly string[] }
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'command'; readonly command: Command }

export type StopPolicy = {
  readonly action: StopAction
  /** How long a worker may take to obey, in ms; at most a minute. */
  readonly graceMs: number
  /** `all` reaches everything that carries the run's mark, `group` only the process group. */
  readonly scope: 'all' | 'group'
}

export type RestartPolicy = {
  readonly when: 'never' | 'failure' | 'always' | 'unless-stopped'
  /** The first and the longest pause before a retry, in ms; it doubles in between. */
  readonly backoffMs: { readonly first: number; readonly longest: number }
  /** How many retries in a row before giving up; `unlimitedAttempts` never gives up. */
  readonly attempts: number
  /** A run that lived this long, in ms, makes the count start anew. */
  readonly resetMs: number
}

/** Everything that is needed to run a worker, with every default filled in. */
export type WorkerSpec = {
  readonly name: string
  readonly command: Command
  readonly cwd: string
  /** The whole environment of the run, ready to hand over (own variables of skep are added at the spawn). */
  readonly env: Readonly<Record<string, string>>
  /** The part of it that somebody declared for this worker: what is shown, and what a fingerprint counts. */
  readonly declaredEnv: Readonly<Record<string, string>>
  readonly kind: 'service' | 'task'
  readonly tty: boolean
  readonly size: Size
  readonly stdin: 'none' | 'pipe'
  readonly streams: 'apart' | 'merged'
  readonly start: 'auto' | 'manual'
  readonly stop: StopPolicy
  readonly restart: RestartPolicy
  /** Exit codes that count as completed. */
  readonly success: readonly number[]
  /** What must be so before it starts. */
  readonly needs: readonly Need[]
  readonly ready: Ready
  readonly health?: Health
  /** A name that several workers share, to be asked for together as `@name`. */
  readonly group?: string
  /** Which end of it ends `skep up`: a failure, any, or none. */
  readonly exitOn?: 'failure' | 'end'
  /** Which of several of its kind it is, from 1. */
  readonly replica?: { readonly index: number; readonly of: number }
  /** TCP ports that it will listen on: a start while a stranger has one of them fails, and says who. */
  readonly ports?: readonly number[]
  /** When files change, it is restarted. */
  readonly watch?: Watch
  /** When the clock starts it. */
  readonly schedule?: Schedule
  /** Commands that are run when something has happened to it. */
  readonly hooks?: Hooks
  /** The git branch of its folder when it was asked for, where that was looked up. */
  readonly branch?: string
}

export type Watch = {
  /** Absolute files and folders, or globs. */
  readonly paths: readonly string[]
  /** Globs, from the worker's folder on. */
  readonly ignore: readonly string[]
  /** Changes that come within this time of each other are one. */
  readonly debounceMs: number
  /** Whether those that need it are restarted too. */
  readonly cascade: boolean
}

export type Schedule = {
  /** Fields of cron, with seconds first where there are six, by the local time of the machine; or a pause from start to start. */
  readonly at: { readonly kind: 'cron'; readonly pattern: string } | { readonly kind: 'every'; readonly ms: number }
  /** What happens when its time comes while it still runs: nothing, one more run after it, or a restart. */
  readonly overlap: 'skip' | 'queue' | 'restart'
  /** Whether it is started with the project as well. */
  readonly atOnce: boolean
}

/** What a command can be run at. */
export const hookEvents = ['started', 'ready', 'failed', 'ended'] as const

export type HookEvent = (typeof hookEvents)[number]

export type Hooks = { readonly [Event in HookEvent]?: Command }

/** A worker that stands for itself: it needs nothing, and is ready when it has started. */
export const standsAlone: Pick<WorkerSpec, 'needs' | 'ready'> = { needs: [], ready: { kind: 'started' } }

/** Retries without end: JSON has no number for infinity, and nobody lives to see this many. */
export const unlimitedAttempts: number = Number.MAX_SAFE_INTEGER

const defaultGraceMs = 5_000

/** As long as a stop may take at the most before the kill (behaviour D5). */
export const longestGraceMs = 60_000
const defaultResetMs = 60_000

/** TERM by default; a terminal is also hung up, since interactive shells ignore TERM. */
export function defaultStop(tty: boolean): StopPolicy {
  const signals = tty ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM']
  return { action: { kind: 'signals', signals }, graceMs: defaultGraceMs, scope: 'all' }
}

/** Never restarts; the figures count once a file says `restart`. */
export const defaultRestart: RestartPolicy = {
  when: 'never',
  backoffMs: { first: 1_000, longest: 30_000 },
  attempts: 10,
  resetMs: defaultResetMs,
}
