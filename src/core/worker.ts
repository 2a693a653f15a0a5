import type { Actor } from './actor.ts'
import { type Step, type Table, to } from './machine.ts'
import { type Outcome, statusOf } from './outcome.ts'
import type { RestartPolicy } from './spec.ts'

/** What follows the end of the active run: what the policy says, a new run, or nothing because a stop wins. */
export type Sequel = 'policy' | 'restart' | 'rest'

/**
 * Where a worker stands between what is wanted and what is. `failures` counts ends in a row that the restart policy
 * answered with a retry; `epoch` tells a timer that is still wanted from a late one.
 */
export type WorkerState =
  | { readonly status: 'idle' }
  /** It is to start as soon as what it needs has come. */
  | { readonly status: 'waiting'; readonly sinceMs: number; readonly by: Actor; readonly failures: number }
  | { readonly status: 'active'; readonly sequel: Sequel; readonly failures: number }
  | {
      readonly status: 'backoff'
      readonly untilMs: number
      readonly failures: number
      readonly attempts: number
      readonly epoch: number
      readonly outcome: Outcome
    }
  /** The clock starts it at this wall time, in ms. */
  | { readonly status: 'scheduled'; readonly dueMs: number; readonly epoch: number }
  | { readonly status: 'ended'; readonly outcome: Outcome | undefined }
  | { readonly status: 'gave-up'; readonly outcome: Outcome; readonly failures: number }

export type ActiveState = Extract<WorkerState, { status: 'active' }>
export type WorkerStatus = WorkerState['status']

/**
 * What can happen to a worker. The kinds of end are told apart by `newsOfEnd`; `heldBack` makes a start that would come too
 * early a wait. `rest`: it is to stop when its turn comes, and not to start again. `isOver`: the process of the active
 * run has exited, only its end is not taken down yet; a start means the run after it.
 */
export type WorkerNews =
  | { readonly kind: 'start'; readonly isOver?: boolean }
  | { readonly kind: 'wait'; readonly sinceMs: number; readonly by: Actor }
  | { readonly kind: 'schedule'; readonly dueMs: number; readonly epoch: number }
  | { readonly kind: 'rest' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  | { readonly kind: 'ended-to-restart'; readonly outcome: Outcome }
  | {
      readonly kind: 'ended-to-retry'
      readonly outcome: Outcome
      readonly untilMs: number
      readonly failures: number
      readonly attempts: number
      readonly epoch: number
    }
  | { readonly kind: 'ended-for-good'; readonly outcome: Outcome; readonly failures: number }
  | {
      readonly kind: 'ended-to-schedule'
      readonly outcome: Outcome
      readonly dueMs: number
      readonly epoch: number
    }
  | { readonly kind: 'due'; readonly epoch: number }

/** What is to be done: make and start a run, stop the active one, set or forget the timer of the next start. */
export type WorkerEffect = 'launch' | 'stop-run' | 'arm' | 'disarm'

/** Every move of a worker. */
export const workerTable: Table<WorkerStatus, WorkerNews['kind'], WorkerEffect> = {
  idle: {
    start: to('active', 'launch'),
    restart: to('active', 'launch'),
    wait: to('waiting'),
    schedule: to('scheduled', 'arm'),
    stop: to('idle'),
    rest: to('idle'),
  },
  waiting: {
    start: to('active', 'launch'),
    restart: to('active', 'launch'),
    wait: to('waiting'),
    stop: to('ended'),
    rest: to('ended'),
  },
  active: {
    start: to('active'),
    stop: to('active', 'stop-run'),
    rest: to('active'),
    restart: to('active', 'stop-run'),
    ended: to('ended'),
    'ended-to-restart': to('active', 'launch'),
    wait: to('waiting'),
    'ended-to-retry': to('backoff', 'arm'),
    'ended-for-good': to('gave-up'),
    'ended-to-schedule': to('scheduled', 'arm'),
  },
  backoff: {
    start: to('active', 'disarm', 'launch'),
    restart: to('active', 'disarm', 'launch'),
    wait: to('waiting', 'disarm'),
    stop: to('ended', 'disarm'),
    rest: to('ended', 'disarm'),
    due: to('active', 'launch'),
  },
  scheduled: {
    start: to('active', 'disarm', 'launch'),
    restart: to('active', 'disarm', 'launch'),
    wait: to('waiting', 'disarm'),
    schedule: to('scheduled', 'arm'),
    stop: to('ended', 'disarm'),
    rest: to('ended', 'disarm'),
    due: to('active', 'launch'),
  },
  ended: {
    start: to('active', 'launch'),
    restart: to('active', 'launch'),
    wait: to('waiting'),
    schedule: to('scheduled', 'arm'),
    stop: to('ended'),
    rest: to('ended'),
  },
  'gave-up': {
    start: to('active', 'launch'),
    restart: to('active', 'launch'),
    wait: to('waiting'),
    schedule: to('scheduled', 'arm'),
    stop: to('ended'),
    rest: to('ended'),
  },
}

/** Moves a worker by one piece of news; undefined when the table does not allow it or a timer is late. */
export function stepWorker(state: WorkerState, news: WorkerNews): Step<WorkerState, WorkerEffect> | undefined {
  const cell = workerTable[state.status][news.kind]
  if (!cell || isLate(state, news)) return undefined
  const next = enter(cell.to, state, news)
  return { state: isSame(state, next) ? state : next, effects: cell.does }
}

function isSame(before: WorkerState, after: WorkerState): boolean {
  if (before.status === 'active' && after.status === 'active')
    return before.sequel === after.sequel && before.failures === after.failures
  return before.status === after.status && !('epoch' in before)
}

/**
 * What news come to when they would start a run before its time: a wait. An end after which the next run was wanted leads to
 * the wait for that one.
 */
export function heldBack(state: WorkerState, news: WorkerNews, wait: Omit<Wait, 'kind'>): WorkerNews {
  const starts = workerTable[state.status][news.kind]?.does.includes('launch') === true && !isLate(state, news)
  return starts ? { kind: 'wait', ...wait } : news
}

type Wait = Extract<WorkerNews, { kind: 'wait' }>

function isLate(state: WorkerState, news: WorkerNews): boolean {
  return news.kind === 'due' && 'epoch' in state && news.epoch !== state.epoch
}

function enter(status: WorkerStatus, from: WorkerState, news: WorkerNews): WorkerState {
  switch (status) {
    case 'idle':
      return { status }
    case 'waiting':
      return news.kind === 'wait' ? toWaiting(from, news) : unreachable(from, news)
    case 'active':
      return { status, sequel: sequelOf(from, news), failures: failuresOf(from, news) }
    case 'backoff':
      return news.kind === 'ended-to-retry' ? toBackoff(news) : unreachable(from, news)
    case 'scheduled':
      return 'dueMs' in news ? { status, dueMs: news.dueMs, epoch: news.epoch } : unreachable(from, news)
    case 'ended':
      return { status, outcome: 'outcome' in news ? news.outcome : 'outcome' in from ? from.outcome : undefined }
    case 'gave-up':
      return news.kind === 'ended-for-good'
        ? { status, outcome: news.outcome, failures: news.failures }
        : unreachable(from, news)
  }
}

function toWaiting(from: WorkerState, { sinceMs, by }: Wait): WorkerState {
  return { status: 'waiting', sinceMs, by, failures: from.status === 'backoff' ? from.failures : 0 }
}

function toBackoff(news: Extract<WorkerNews, { kind: 'ended-to-retry' }>): WorkerState {
  const { untilMs, failures, attempts, epoch, outcome } = news
  return { status: 'backoff', untilMs, failures, attempts, epoch, outcome }
}

function sequelOf(from: WorkerState, news: WorkerNews): Sequel {
  if (from.status !== 'active') return 'policy'
  if (news.kind === 'stop' || news.kind === 'rest') return 'rest'
  if (news.kind === 'restart') return 'restart'
  if (news.kind === 'start' && (from.sequel === 'rest' || news.isOver)) return 'restart'
  return news.kind === 'start' ? from.sequel : 'policy'
}

function failuresOf(from: WorkerState, news: WorkerNews): number {
  if (news.kind === 'due' && from.status === 'backoff') return from.failures
  if (from.status === 'waiting') return from.failures
  return from.status === 'active' && news.kind !== 'ended-to-restart' ? from.failures : 0
}

function unreachable(from: WorkerState, news: WorkerNews): never {
  throw new Error(`the worker table leads from ${from.status} by ${news.kind} to a state without its facts`)
}

export type RunEnd = {
  readonly policy: RestartPolicy
  readonly outcome: Outcome
  readonly success: readonly number[]
  readonly uptimeMs: number
  readonly nowMs: number
  readonly epoch: number
  /** When the clock starts it next: the time may have come while it ran. */
  readonly dueMs?: number | undefined
}

/** Decides what the end of the active run means: rest, a wanted restart, a retry after a pause, the next time, or giving up. */
export function newsOfEnd({ sequel, failures }: ActiveState, end: RunEnd): WorkerNews {
  const { outcome, policy } = end
  if (sequel === 'restart') return { kind: 'ended-to-restart', outcome }
  if (sequel === 'rest') return { kind: 'ended', outcome }
  const before = end.uptimeMs >= policy.resetMs ? 0 : failures
  const isRetried = wantsRetry(end)
  if (!isRetried || before >= policy.attempts) {
    if (end.dueMs !== undefined) return { kind: 'ended-to-schedule', outcome, dueMs: end.dueMs, epoch: end.epoch }
    return isRetried ? { kind: 'ended-for-good', outcome, failures: before } : { kind: 'ended', outcome }
  }
  const untilMs = end.nowMs + backoffMs(policy, before)
  return { kind: 'ended-to-retry', outcome, untilMs, failures: before + 1, attempts: policy.attempts, epoch: end.epoch }
}

function wantsRetry({ policy, outcome, success }: RunEnd): boolean {
  if (policy.when === 'never' || isByIntent(outcome)) return false
  return policy.when === 'failure' ? statusOf(outcome, success) !== 'completed' : true
}

/** Whether somebody wanted the end. Who supervises ends what does not do its work, and wants it to go on. */
function isByIntent(outcome: Outcome): boolean {
  return outcome.kind === 'cancelled' || (outcome.kind === 'stopped' && outcome.by !== 'supervisor')
}

/** The pause before retry number `failures + 1`, in ms: it doubles from the first to the longest. */
export function backoffMs({ backoffMs: { first, longest } }: RestartPolicy, failures: number): number {
  return Math.min(longest, first * 2 ** Math.min(failures, 52))
}
