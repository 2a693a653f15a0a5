import { toShortTime } from './figures.ts'
import { describeNeeds } from './need.ts'
import { type Cause, describeOutcome } from './outcome.ts'
import type { RunRecord, WorkerRecord } from './record.ts'
import { describeSchedule } from './schedule.ts'
import { unlimitedAttempts } from './spec.ts'

/** A worker with the run that counts for it: the active one, else the last. */
export type Standing = { readonly worker: WorkerRecord; readonly run: RunRecord | undefined }

/** Why a worker stands where it stands, in a sentence. */
export function describeWhy({ worker, run }: Standing, nowMs: number): string {
  const { state, wanted } = worker
  switch (state.status) {
    case 'idle':
      return wanted === 'up' ? 'is about to be started' : 'nobody has started it yet'
    case 'waiting':
      return `waits until ${describeNeeds(worker.spec.needs)}`
    case 'backoff': {
      const most = state.attempts === unlimitedAttempts ? ', without end' : ` of ${state.attempts}`
      const tries = ` (${state.failures}${most})`
      return `${describeOutcome(state.outcome)}; it is tried again in ${toShortTime(state.untilMs - nowMs)}${tries}`
    }
    case 'scheduled': {
      const due = `is started by the clock in ${toShortTime(Math.max(0, state.dueMs - nowMs))}`
      return worker.spec.schedule ? `${due} (${describeSchedule(worker.spec.schedule)})` : due
    }
    case 'gave-up':
      return `${describeOutcome(state.outcome)}; given up after ${state.failures} ${state.failures === 1 ? 'retry' : 'retries'}`
    case 'ended':
      return state.outcome ? describeOutcome(state.outcome) : 'it was stopped before it ran'
    case 'active':
      return run ? whyRun(run, worker.spec.stop.graceMs, nowMs) : 'is about to be started'
  }
}

function whyRun(run: RunRecord, graceMs: number, nowMs: number): string {
  const { state } = run
  switch (state.status) {
    case 'created':
      return 'has not reported yet'
    case 'queued':
      return 'waits for a slot'
    case 'starting':
      return 'its program is being started'
    case 'running':
      if (run.pausedAtMs !== undefined) return `paused for ${toShortTime(nowMs - run.pausedAtMs)}`
      return `started by ${run.actor}${run.attempt > 1 ? `, attempt ${run.attempt}` : ''}`
    case 'stopping': {
      const leftMs = state.sinceMs + graceMs - nowMs
      return `${describeCause(state.cause)}; ${leftMs > 0 ? `killed in ${toShortTime(leftMs + 999)}` : 'being killed'}`
    }
    case 'draining':
      return `${describeOutcome(state.outcome)}; its last output is read`
    case 'ended':
      return describeOutcome(state.outcome)
  }
}

/** Why a run is being ended, in words. */
export function describeCause(cause: Cause): string {
  switch (cause.kind) {
    case 'stopped':
    case 'cancelled':
      return `${cause.kind} by ${cause.by}${cause.reason ? `: ${cause.reason}` : ''}`
    case 'timed-out':
      return 'over its time limit'
    case 'idle-timed-out':
      return 'silent over its idle limit'
    case 'limit-exceeded':
      return `over its ${cause.limit} limit`
  }
}
