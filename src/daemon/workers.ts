import type { Actor } from '../core/actor.ts'
import { quoteCommand } from '../core/command.ts'
import { gapOf } from '../core/gap.ts'
import { toId, type WorkerId } from '../core/id.ts'
import { describeNeeds, type Need } from '../core/need.ts'
import { byName, dependantsOf, obstaclesOf } from '../core/needs.ts'
import type { Cause } from '../core/outcome.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import { describeSchedule } from '../core/schedule.ts'
import { unlimitedAttempts } from '../core/spec.ts'
import {
  heldBack,
  newsOfEnd,
  stepWorker,
  type WorkerEffect,
  type WorkerNews,
  type WorkerState,
} from '../core/worker.ts'
import { type Alarms, openAlarms } from './alarms.ts'
import { dueOf } from './due.ts'
import type { Parts } from './parts.ts'
import { openRuns, type Runs } from './runs.ts'

/** Who asks for a move of a worker, why, and how its run is to be ended when that is the way. */
export type Asked = {
  readonly actor: Actor
  readonly reason?: string | undefined
  readonly how?: 'stop' | 'kill' | 'cancel'
  /** Another grace than the worker's own, in ms. */
  readonly graceMs?: number | undefined
}

/** Moves workers by their table; nothing else starts or stops anything. */
export type Workers = {
  readonly runs: Runs
  move(worker: WorkerId, news: WorkerNews, asked: Asked): void
  /** Stops a worker as soon as nobody that needs it is on the way down before it. */
  rest(worker: WorkerId, asked: Asked): void
  /** Resolves with the worker's active run when it has ended and its verdict is in; at once when there is none. */
  atRest(worker: WorkerId): Promise<RunRecord | undefined>
  /** Lets the clock start a worker, as its schedule says. */
  schedule(worker: WorkerId, asked: Asked): void
  /** Has the clock know of another schedule of a worker that runs. */
  renewAlarm(worker: WorkerId): void
  /** Goes on with a worker that an earlier runtime had: waits on for its retry, or its time. */
  goOn(worker: WorkerRecord): void
  close(): void
}

/** Opens the workers of a runtime, none of them moving yet. */
export function openWorkers(parts: Parts): Workers {
  const { picture, journal, world } = parts
  const runs = openRuns(parts, settle)
  const resting = new Map<WorkerId, Array<(run: RunRecord) => void>>()
  /** How those are to be ended that rest when their turn comes. */
  const departures = new Map<WorkerId, Asked>()
  const stopListening = journal.onCommit(closeGap)
  const alarms: Alarms = openAlarms({ picture, now: world.now, ring })
  let lastEpoch = 0

  function move(id: WorkerId, news: WorkerNews, asked: Asked): void {
    journal.settle()
    const worker = picture.workers.get(id)
    const due = worker && inTime(worker, news, asked)
    const step = worker && due && stepWorker(worker.state, due)
    if (!worker || !step) return
    const wanted = wantedAfter(worker, news)
    if (step.state !== worker.state || wanted !== worker.wanted) {
      const data = { state: step.state, wanted }
      const message = describeMove(step.state, { news, asked, needs: worker.spec.needs })
      journal.record({ kind: 'worker.moved', data, worker: id, actor: asked.actor, message })
    }
    for (const effect of step.effects) carryOut(effect, id, asked)
  }

  /** A start that would come before what the worker needs is a wait for that. */
  function inTime(worker: WorkerRecord, news: WorkerNews, { actor }: Asked): WorkerNews {
    if (worker.spec.needs.length === 0 || obstaclesOf(worker, byName(picture), picture).length === 0) return news
    return heldBack(worker.state, news, { sinceMs: world.now(), by: actor })
  }

  function closeGap(): void {
    for (const { worker: id, news } of gapOf(picture)) {
      const state = picture.workers.get(id)?.state
      if (news === 'start') move(id, { kind: news }, { actor: state?.status === 'waiting' ? state.by : 'supervisor' })
      else move(id, { kind: news }, departures.get(id) ?? { actor: 'supervisor', reason: 'it was to stop before' })
      departures.delete(id)
    }
  }

  function carryOut(effect: WorkerEffect, id: WorkerId, asked: Asked): void {
    const worker = picture.workers.get(id)
    if (!worker) return
    switch (effect) {
      case 'launch':
        launch(worker, asked.actor)
        return
      case 'stop-run':
        if (worker.run) endRun(worker.run, asked)
        return
      case 'arm':
        journal.whenKept(() => alarms.set(worker))
        return
      case 'disarm':
        journal.whenKept(() => alarms.clear(id))
    }
  }

  function launch(worker: WorkerRecord, actor: Actor): void {
    const timeMs = world.now()
    const run = newRun(worker, { actor, timeMs, id: toId('run', timeMs, world.randomBytes(10)) })
    const message = `${worker.spec.name}: ${run.command}`
    journal.record({ kind: 'run.added', data: { run }, worker: worker.id, run: run.id, actor, message })
    if (worker.run) restartDependants(worker)
    runs.move(run.id, { news: { kind: 'start' }, actor, timeMs })
    if (worker.spec.schedule) journal.whenKept(() => alarmFor(worker.id))
  }

  function alarmFor(id: WorkerId): void {
    const worker = picture.workers.get(id)
    if (worker) alarms.set(worker)
  }

  /** Those that asked for it begin anew with what they need. */
  function restartDependants(worker: WorkerRecord): void {
    const { name } = worker.spec
    for (const { id, state, spec } of dependantsOf(worker, picture.workers.values())) {
      const isMeant = spec.needs.some(need => need.name === name && need.restart)
      if (!isMeant || state.status !== 'active' || state.sequel !== 'policy') continue
      move(id, { kind: 'restart' }, { actor: 'supervisor', reason: `${name} has started again` })
    }
  }

  function endRun(run: RunRecord['id'], asked: Asked): void {
    const kind = asked.how === 'kill' ? 'kill' : 'stop'
    if (kind === 'kill') runs.hurry(run)
    if (picture.runs.get(run)?.state.status === 'ended') return
    const { graceMs } = asked
    if (graceMs !== undefined) journal.whenKept(() => runs.allowGrace(run, graceMs))
    runs.move(run, { news: { kind, cause: toCause(asked) }, actor: asked.actor, timeMs: world.now() })
  }

  function ring(id: WorkerId, news: WorkerNews): void {
    const schedule = picture.workers.get(id)?.spec.schedule
    const reason =
      news.kind === 'restart' && schedule ? `its schedule says so: ${describeSchedule(schedule)}` : undefined
    move(id, news, { actor: 'supervisor', reason })
  }

  function goOn(worker: WorkerRecord): void {
    if ('epoch' in worker.state) lastEpoch = Math.max(lastEpoch, worker.state.epoch)
    alarms.set(worker)
  }

  function schedule(id: WorkerId, asked: Asked): void {
    const nowMs = world.now()
    const worker = picture.workers.get(id)
    const dueMs = worker?.spec.schedule && dueOf(worker.spec.schedule, { sinceMs: nowMs, nowMs })
    if (dueMs === undefined) return
    lastEpoch += 1
    move(id, { kind: 'schedule', dueMs, epoch: lastEpoch }, asked)
  }

  function settle(run: RunRecord, uptimeMs: number): void {
    journal.settle()
    const worker = picture.workers.get(run.worker)
    if (worker?.state.status !== 'active' || worker.run !== run.id || run.state.status !== 'ended') return
    lastEpoch += 1
    const { schedule: at } = worker.spec
    const nowMs = world.now()
    const news = newsOfEnd(worker.state, {
      policy: worker.spec.restart,
      outcome: run.state.outcome,
      success: run.success,
      uptimeMs,
      nowMs,
      epoch: lastEpoch,
      dueMs: at && dueOf(at, { sinceMs: run.queuedAtMs, nowMs }),
    })
    const waiting = resting.get(worker.id) ?? []
    resting.delete(worker.id)
    move(worker.id, news, { actor: 'supervisor' })
    for (const resolve of waiting) resolve(run)
  }

  return {
    runs,
    move,
    rest(id, asked) {
      move(id, { kind: 'rest' }, asked)
      if (picture.workers.get(id)?.state.status === 'active') departures.set(id, asked)
    },
    schedule,
    renewAlarm(id) {
      alarms.clear(id)
      alarmFor(id)
    },
    goOn,
    atRest(id) {
      if (picture.workers.get(id)?.state.status !== 'active') return Promise.resolve(undefined)
      return new Promise(resolve => resting.set(id, [...(resting.get(id) ?? []), resolve]))
    },
    close() {
      stopListening()
      alarms.close()
      runs.close()
    },
  }
}

function wantedAfter(worker: WorkerRecord, news: WorkerNews): 'up' | 'down' {
  if (news.kind === 'stop' || news.kind === 'rest') return isAtRest(worker) ? worker.wanted : 'down'
  const isUp = news.kind === 'start' || news.kind === 'restart' || news.kind === 'schedule'
  return isUp ? 'up' : worker.wanted
}

/** A stop of what has ended changes nothing, and leaves no event. */
function isAtRest({ state }: WorkerRecord): boolean {
  return state.status === 'idle' || state.status === 'ended'
}

function toCause({ actor, reason, how }: Asked): Cause {
  return { kind: how === 'cancel' ? 'cancelled' : 'stopped', by: actor, reason }
}

type Launch = { readonly actor: Actor; readonly timeMs: number; readonly id: RunRecord['id'] }

function newRun(worker: WorkerRecord, { actor, timeMs, id }: Launch): RunRecord {
  const { spec, state } = worker
  return {
    id,
    worker: worker.id,
    session: undefined,
    attempt: state.status === 'active' ? state.failures + 1 : 1,
    previous: worker.run,
    actor,
    command: quoteCommand(spec.command),
    cwd: spec.cwd,
    tty: spec.tty,
    success: spec.success,
    state: { status: 'queued', sinceMs: timeMs },
    queuedAtMs: timeMs,
    startedAtMs: undefined,
    endedAtMs: undefined,
    pid: undefined,
    readyAtMs: undefined,
    isChecked: spec.ready.kind !== 'started',
    healthyAtMs: undefined,
    matched: [],
    pausedAtMs: undefined,
    importedAtMs: undefined,
    verdict: undefined,
    left: [],
    facts: 0,
  }
}

type Move = { readonly news: WorkerNews; readonly asked: Asked; readonly needs: readonly Need[] }

function describeMove(state: WorkerState, { news, asked: { reason }, needs }: Move): string {
  const why = reason ? `: ${reason}` : ''
  switch (state.status) {
    case 'backoff':
      return `retry ${state.failures} ${ofAttempts(state.attempts)} at ${new Date(state.untilMs).toISOString()}`
    case 'scheduled':
      return `is started by the clock at ${new Date(state.dueMs).toISOString()}`
    case 'waiting':
      return `waits until ${describeNeeds(needs)}`
    case 'gave-up':
      return `gave up after ${state.failures} retries in a row`
    case 'active':
      if (news.kind === 'rest') return `is to stop in its turn${why}`
      return news.kind === 'stop' || news.kind === 'restart' ? `asked to ${news.kind}${why}` : `started${why}`
    default:
      return news.kind === 'stop' || news.kind === 'rest' ? `asked to stop${why}` : `is ${state.status}`
  }
}

function ofAttempts(attempts: number): string {
  return attempts === unlimitedAttempts ? '(without end)' : `of ${attempts}`
}
