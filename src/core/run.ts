import { type Step, type Table, to } from './machine.ts'
import type { Cause, Exit, Outcome } from './outcome.ts'
import type { ProcessIdentity } from './verdict.ts'

/**
 * Where a run stands. `created`: a run without a process, before its first report. `draining`: the process has exited,
 * what it wrote is still being read; the outcome is settled. `urgent`: it was asked to end without grace before anything
 * could be hurried. `sinceMs` is the wall time at which the state was entered.
 */
export type RunState =
  | { readonly status: 'created'; readonly sinceMs: number }
  | { readonly status: 'queued'; readonly sinceMs: number }
  | { readonly status: 'starting'; readonly sinceMs: number }
  | { readonly status: 'running'; readonly sinceMs: number; readonly process: ProcessIdentity | undefined }
  | {
      readonly status: 'stopping'
      readonly sinceMs: number
      readonly process: ProcessIdentity | undefined
      readonly cause: Cause
      readonly urgent: boolean
    }
  | { readonly status: 'draining'; readonly sinceMs: number; readonly outcome: Outcome }
  | { readonly status: 'ended'; readonly sinceMs: number; readonly outcome: Outcome }

export type RunStatus = RunState['status']

/** What can happen to a run. */
export type RunNews =
  | { readonly kind: 'start' }
  | { readonly kind: 'spawned'; readonly process: ProcessIdentity }
  | { readonly kind: 'spawn-failed'; readonly errno: string; readonly message: string }
  | { readonly kind: 'stop'; readonly cause: Cause }
  | { readonly kind: 'kill'; readonly cause: Cause }
  | { readonly kind: 'exited'; readonly exit: Exit }
  | { readonly kind: 'drained' }
  | { readonly kind: 'reported' }
  | { readonly kind: 'finished'; readonly outcome: Outcome }
  | { readonly kind: 'lost'; readonly reason: string }

/** What is to be done about it: `hurry` ends the grace of a stop that is under way. */
export type RunEffect = 'spawn' | 'stop' | 'kill' | 'hurry'

/** Every move of a run. `ended` is terminal: the first outcome wins. */
export const runTable: Table<RunStatus, RunNews['kind'], RunEffect> = {
  created: {
    reported: to('running'),
    finished: to('ended'),
    stop: to('ended'),
    kill: to('ended'),
    lost: to('ended'),
  },
  queued: {
    start: to('starting', 'spawn'),
    stop: to('ended'),
    kill: to('ended'),
    lost: to('ended'),
  },
  starting: {
    spawned: to('running'),
    'spawn-failed': to('ended'),
    stop: to('stopping'),
    kill: to('stopping'),
    lost: to('ended'),
  },
  running: {
    stop: to('stopping', 'stop'),
    kill: to('stopping', 'kill'),
    exited: to('draining'),
    reported: to('running'),
    finished: to('ended'),
    lost: to('ended'),
  },
  stopping: {
    spawned: to('stopping', 'stop'),
    'spawn-failed': to('ended'),
    stop: to('stopping'),
    kill: to('stopping', 'hurry'),
    exited: to('draining'),
    finished: to('ended'),
    lost: to('ended'),
  },
  draining: {
    stop: to('draining'),
    kill: to('draining'),
    drained: to('ended'),
    lost: to('ended'),
  },
  ended: {},
}

/** Moves a run by one piece of news; undefined when the table does not allow it. */
export function stepRun(state: RunState, news: RunNews, nowMs: number): Step<RunState, RunEffect> | undefined {
  const cell = runTable[state.status][news.kind]
  if (!cell || isForeign(state, news)) return undefined
  const next = keeps(cell.to, state, news) ? state : enter(cell.to, { from: state, news, sinceMs: nowMs })
  return { state: next, effects: effectsOf(cell.does, state, next) }
}

const newsWithoutProcess: ReadonlySet<RunNews['kind']> = new Set(['spawned', 'spawn-failed', 'reported', 'finished'])

/**
 * When a run has a process, it ends by its process alone: a report of its end moves nothing; and it has only one: what
 * is told of a spawn again is old.
 */
function isForeign(state: RunState, news: RunNews): boolean {
  return newsWithoutProcess.has(news.kind) && liveProcess(state) !== undefined
}

function keeps(status: RunStatus, from: RunState, news: RunNews): boolean {
  if (status !== from.status) return false
  return from.status !== 'stopping' || (news.kind !== 'spawned' && urgencyOf(from, news) === from.urgent)
}

// When a kill came before the process, there was nothing to hurry yet, and the process is not given the grace of a stop.
function effectsOf(does: readonly RunEffect[], from: RunState, next: RunState): readonly RunEffect[] {
  if (from.status !== 'stopping' || next.status !== 'stopping' || from.process) return does
  if (!next.process) return []
  return next.urgent ? ['kill'] : does
}

type Move = { readonly from: RunState; readonly news: RunNews; readonly sinceMs: number }

function enter(status: RunStatus, { from, news, sinceMs }: Move): RunState {
  switch (status) {
    case 'created':
    case 'queued':
    case 'starting':
      return { status, sinceMs }
    case 'running':
      return { status, sinceMs, process: processOf(from, news) }
    case 'stopping':
      return {
        status,
        sinceMs: from.status === 'stopping' ? from.sinceMs : sinceMs,
        process: processOf(from, news),
        cause: causeOf(from, news) ?? unreachable(from, news),
        urgent: urgencyOf(from, news),
      }
    case 'draining':
    case 'ended':
      return { status, sinceMs, outcome: outcomeOf(from, news) }
  }
}

// When the process is there already, a kill hurries the stop that is under way, and nothing is left to remember.
function urgencyOf(from: RunState, news: RunNews): boolean {
  if (from.status !== 'stopping') return news.kind === 'kill'
  return from.urgent || (news.kind === 'kill' && !from.process)
}

function processOf(from: RunState, news: RunNews): ProcessIdentity | undefined {
  if (news.kind === 'spawned') return news.process
  return from.status === 'running' || from.status === 'stopping' ? from.process : undefined
}

function causeOf(from: RunState, news: RunNews): Cause | undefined {
  if (from.status === 'stopping') return from.cause
  return news.kind === 'stop' || news.kind === 'kill' ? news.cause : undefined
}

function outcomeOf(from: RunState, news: RunNews): Outcome {
  if (from.status === 'draining') return from.outcome
  if (news.kind === 'lost') return { kind: 'lost', reason: news.reason }
  const cause = causeOf(from, news)
  if (cause) return { ...cause, exit: news.kind === 'exited' ? news.exit : undefined }
  if (news.kind === 'exited') return news.exit
  if (news.kind === 'finished') return news.outcome
  if (news.kind === 'spawn-failed') return { kind: 'spawn-failed', errno: news.errno, message: news.message }
  return unreachable(from, news)
}

function unreachable(from: RunState, news: RunNews): never {
  throw new Error(`the run table leads from ${from.status} by ${news.kind} to a state without its facts`)
}

/** The process of a run, while it has one. */
export function liveProcess(state: RunState): ProcessIdentity | undefined {
  return state.status === 'running' || state.status === 'stopping' ? state.process : undefined
}
