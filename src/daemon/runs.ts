import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import { isNumbered, type KeeperFact, type KeptRun } from '../core/keeper.ts'
import { describeOutcome } from '../core/outcome.ts'
import { isLive, type RunRecord, type WorkerRecord } from '../core/record.ts'
import { type RunEffect, type RunNews, type RunState, stepRun } from '../core/run.ts'
import type { StopPolicy } from '../core/spec.ts'
import { diagnose } from './diagnose.ts'
import { type Leftovers, openLeftovers } from './leftovers.ts'
import type { Parts } from './parts.ts'
import { refusePorts } from './port-claims.ts'
import { openProgress } from './progress.ts'
import { toSpawnOrder } from './spawn-order.ts'
import { openStops, sweeping } from './stops.ts'

/** News of a run with the time it happened and who caused it, and the number of the keeper's fact that says so. */
export type RunMove = {
  readonly news: RunNews
  readonly actor: Actor
  readonly timeMs: number
  readonly fact?: number | undefined
}

/** Moves runs by their table and carries out what that asks for. */
export type Runs = {
  readonly leftovers: Leftovers
  move(run: RunId, move: RunMove): void
  /** Gives the stop of a run that is to come another grace than its worker's. */
  allowGrace(run: RunId, graceMs: number): void
  /** Ends the grace of a stop that is under way, also when only those are left who outlive the run. */
  hurry(run: RunId): void
  /** Takes down how far a run has come. */
  note(fact: KeeperFact): void
  /** Goes on with a run that an earlier runtime had, as far as that had come with it; what the keeper has of it is given. */
  goOn(run: RunRecord, kept: KeptRun | undefined): void
  /** Goes on with the stop of a run that an earlier runtime had begun, if it had. */
  stopOn(run: RunRecord): void
  /** Gives up a run whose process nobody has, and ends what survived of it; an outcome that it has stands. */
  giveUp(run: RunRecord, reason: string): void
  /** Says once more that a run has ended, when who was to hear it is gone; a stop of it that has no verdict gets one. */
  sayEnded(run: RunRecord): void
  /** Resolves when a run that is about to start has started or could not. */
  started(run: RunId): Promise<void>
  close(): void
}

/** Told of each run that has ended, after the verdict of its stop is in; how long it was up. */
export type Ended = (run: RunRecord, uptimeMs: number) => void

/** Opens the runs of a runtime. */
export function openRuns(parts: Parts, ended: Ended): Runs {
  const { picture, journal, keeper, transcripts, world } = parts
  const stops = openStops(parts)
  const leftovers = openLeftovers(parts, stops)
  const progress = openProgress()
  const starts = new Map<RunId, PromiseWithResolvers<void>>()
  const graces = new Map<RunId, number>()

  function move(id: RunId, { news, actor, timeMs, fact }: RunMove): void {
    journal.settle()
    const run = picture.runs.get(id)
    if (!run) return
    const step = stepRun(run.state, news, timeMs)
    if (!step) {
      reportUnexpected(parts, run, news)
      return
    }
    if (step.state !== run.state) recordState(run, step.state, { actor, timeMs, fact })
    if (isUnderWay(step.state)) tellStarted(id)
    for (const effect of step.effects) journal.whenKept(() => carryOut(effect, id, actor))
    if (step.state.status === 'ended') journal.whenKept(() => void finish(id))
  }

  function tellStarted(id: RunId): void {
    starts.get(id)?.resolve()
    starts.delete(id)
  }

  function recordState(run: RunRecord, state: RunState, { actor, timeMs, fact }: Omit<RunMove, 'news'>): void {
    const outcome = 'outcome' in state ? state.outcome : undefined
    const message = outcome ? describeOutcome(outcome) : `is ${state.status}`
    const data = { state, fact }
    journal.record({ kind: `run.${state.status}`, data, worker: run.worker, run: run.id, actor, message })
    if (state.status === 'queued' || state.status === 'draining') return
    const said = { kind: 'state', status: state.status, outcome } as const
    transcripts.say({ run: run.id, worker: run.worker }, said, { actor, timeMs, offset: progress.endOf(run.id) })
  }

  function carryOut(effect: RunEffect, id: RunId, actor: Actor): void {
    const run = picture.runs.get(id)
    const worker = run && picture.workers.get(run.worker)
    if (!run || !worker) return
    switch (effect) {
      case 'spawn':
        void spawn(worker, run, actor)
        return
      case 'stop':
        stops.begin(run, { ...worker.spec.stop, graceMs: graces.get(id) ?? worker.spec.stop.graceMs })
        return
      case 'kill':
        stops.begin(run, withoutGrace(worker.spec.stop))
        return
      case 'hurry':
        keeper.hurry({ run: id })
    }
  }

  async function spawn({ spec }: WorkerRecord, run: RunRecord, actor: Actor): Promise<void> {
    const fail = (errno: string, message: string): void =>
      move(run.id, { news: { kind: 'spawn-failed', errno, message }, actor, timeMs: world.now() })
    try {
      await leftovers.sweepBefore(run)
      const isWanted = picture.runs.get(run.id)?.state.status === 'starting'
      if (!isWanted) return fail('ECANCELED', 'stopped before it was started')
      const taken = await refusePorts(parts, spec, run)
      if (taken !== undefined) {
        fail('EADDRINUSE', taken)
        diagnose(parts, {
          severity: 'error',
          code: 'run.port-taken',
          message: `${spec.name}: ${taken}`,
          worker: run.worker,
        })
        return
      }
      const spawned = await keeper.spawn(toSpawnOrder(spec, run, world.runsFolder))
      if (spawned.ok) return
      const message = `${spec.name} could not start: ${spawned.message}`
      diagnose(parts, { severity: 'error', code: 'run.spawn-failed', message, worker: run.worker })
    } catch (problem) {
      // The next keeper knows whether it was started, and is asked for it when it is there.
      if (problem instanceof Fault && problem.code === 'unreachable') return
      fail('EIO', problem instanceof Error ? problem.message : String(problem))
    }
  }

  async function finish(id: RunId): Promise<void> {
    const stop = stops.verdict(id)
    await stop
    const run = picture.runs.get(id)
    const uptimeMs = progress.uptimeMs(id) ?? (run ? wallUptimeMs(run) : 0)
    stops.forget(id)
    graces.delete(id)
    progress.forget(id)
    if (!run) return
    ended(run, uptimeMs)
    if (!stop) await leftovers.name(run)
  }

  function note(fact: KeeperFact): void {
    const run = picture.runs.get(fact.run)
    if (run && isLive(run)) progress.note(fact)
  }

  return {
    leftovers,
    move,
    allowGrace: (run, graceMs) => void graces.set(run, graceMs),
    hurry: run => keeper.hurry({ run }),
    note,
    goOn(run, kept) {
      if (kept) progress.note({ kind: 'grew', run: run.id, end: kept.end })
      if (run.state.status === 'starting') carryOut('spawn', run.id, run.actor)
    },
    stopOn(run) {
      const worker = picture.workers.get(run.worker)
      const { state } = run
      if (state.status !== 'stopping' || !state.process || !worker) return
      stops.goOn(run, state.urgent ? withoutGrace(worker.spec.stop) : worker.spec.stop)
    },
    giveUp(run, reason) {
      stops.begin(run, sweeping)
      move(run.id, { news: { kind: 'lost', reason }, actor: 'supervisor', timeMs: world.now() })
    },
    sayEnded(run) {
      if (!run.verdict && isStopped(run)) stops.begin(run, sweeping)
      void finish(run.id)
    },
    started(id) {
      const run = picture.runs.get(id)
      if (!run || isUnderWay(run.state)) return Promise.resolve()
      const start = starts.get(id) ?? Promise.withResolvers<void>()
      starts.set(id, start)
      return start.promise
    },
    close: keeper.onFact(fact => {
      if (!isNumbered(fact)) note(fact)
    }),
  }
}

/** Whether a run has a process or will never have one. */
function isUnderWay(state: RunState): boolean {
  if (state.status === 'stopping') return state.process !== undefined
  return state.status !== 'created' && state.status !== 'queued' && state.status !== 'starting'
}

function isStopped({ state }: RunRecord): boolean {
  return 'outcome' in state && (state.outcome.kind === 'stopped' || state.outcome.kind === 'cancelled')
}

function withoutGrace(policy: StopPolicy): StopPolicy {
  return { ...policy, action: { kind: 'signals', signals: [] }, graceMs: 0 }
}

/** When nobody saw the exit, the wall clock is what there is. */
function wallUptimeMs({ startedAtMs, endedAtMs }: RunRecord): number {
  return startedAtMs === undefined || endedAtMs === undefined ? 0 : Math.max(0, endedAtMs - startedAtMs)
}

function reportUnexpected(parts: Parts, run: RunRecord, news: RunNews): void {
  const message = `${run.id} is ${run.state.status}, where ${news.kind} is not expected; nothing was changed`
  diagnose(parts, { severity: 'warning', code: 'run.unexpected', message, worker: run.worker })
}
