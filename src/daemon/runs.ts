import type { Actor } from '../core/actor.ts'
import { toArgv } from '../core/command.ts'
import type { RunId } from '../core/id.ts'
import type { KeeperFact, SpawnOrder } from '../core/keeper.ts'
import { describeOutcome } from '../core/outcome.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import { type RunEffect, type RunNews, type RunState, stepRun } from '../core/run.ts'
import type { StopPolicy, WorkerSpec } from '../core/spec.ts'
import { diagnose } from './diagnose.ts'
import type { Parts } from './parts.ts'
import { openStops, type Stops, sweeping } from './stops.ts'

/** News of a run with the time it happened and who caused it. */
export type RunMove = { readonly news: RunNews; readonly actor: Actor; readonly timeMs: number }

/** Moves runs by their table and carries out what that asks for. */
export type Runs = {
  readonly stops: Stops
  move(run: RunId, move: RunMove): void
  /** Resolves when a run that is about to start has started or could not. */
  started(run: RunId): Promise<void>
  /** How far the output of a live run has grown. */
  endOf(run: RunId): number
  close(): void
}

/** Opens the runs; `ended` is told of each run that has ended, after the verdict of its stop is in. */
export function openRuns(parts: Parts, ended: (run: RunRecord) => void): Runs {
  const { picture, journal, keeper, transcripts, world } = parts
  const stops = openStops(parts)
  const ends = new Map<RunId, number>()
  const starts = new Map<RunId, PromiseWithResolvers<void>>()

  function move(id: RunId, { news, actor, timeMs }: RunMove): void {
    const run = picture.runs.get(id)
    if (!run) return
    const step = stepRun(run.state, news, timeMs)
    if (!step) {
      reportUnexpected(parts, run, news)
      return
    }
    if (step.state !== run.state) recordState(run, step.state, { actor, timeMs })
    if (isUnderWay(step.state)) tellStarted(id)
    for (const effect of step.effects) carryOut(effect, id, actor)
    if (step.state.status === 'ended') void finish(id)
  }

  function tellStarted(id: RunId): void {
    starts.get(id)?.resolve()
    starts.delete(id)
  }

  function started(id: RunId): Promise<void> {
    const run = picture.runs.get(id)
    if (!run || isUnderWay(run.state)) return Promise.resolve()
    const start = starts.get(id) ?? Promise.withResolvers<void>()
    starts.set(id, start)
    return start.promise
  }

  function recordState(run: RunRecord, state: RunState, { actor, timeMs }: Pick<RunMove, 'actor' | 'timeMs'>): void {
    const outcome = 'outcome' in state ? state.outcome : undefined
    const message = outcome ? describeOutcome(outcome) : `is ${state.status}`
    journal.record({ kind: `run.${state.status}`, data: { state }, worker: run.worker, run: run.id, actor, message })
    if (state.status === 'queued' || state.status === 'draining') return
    const said = { kind: 'state', status: state.status, outcome } as const
    transcripts.say({ run: run.id, worker: run.worker }, said, { actor, timeMs, offset: ends.get(run.id) ?? 0 })
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
        stops.begin(run, worker.spec.stop)
        return
      case 'kill':
        stops.begin(run, withoutGrace(worker.spec.stop))
        return
      case 'hurry':
        keeper.hurry({ run: id })
    }
  }

  async function spawn(worker: WorkerRecord, run: RunRecord, actor: Actor): Promise<void> {
    await sweepBefore(run)
    const fail = (errno: string, message: string): void =>
      move(run.id, { news: { kind: 'spawn-failed', errno, message }, actor, timeMs: world.now() })
    if (picture.runs.get(run.id)?.state.status !== 'starting') return fail('ECANCELED', 'stopped before it was started')
    try {
      const spawned = await keeper.spawn(toOrder(worker.spec, run))
      if (!spawned.ok) fail(spawned.errno, spawned.message)
    } catch (problem) {
      fail('EIO', problem instanceof Error ? problem.message : String(problem))
    }
  }

  /** What the worker's run before left behind would hold its ports and files: it goes before the next one starts. */
  async function sweepBefore({ previous, worker }: RunRecord): Promise<void> {
    const before = previous && parts.store.run(previous)
    const verdict = before && (await stops.sweep(before, sweeping))
    if (!verdict || verdict.ended.length === 0) return
    const message = `ended ${verdict.ended.length} left over from the run before`
    diagnose(parts, { severity: 'info', code: 'run.swept', message, worker })
  }

  async function finish(id: RunId): Promise<void> {
    const stop = stops.verdict(id)
    await stop
    stops.forget(id)
    ends.delete(id)
    const run = picture.runs.get(id)
    if (!run) return
    ended(run)
    if (!stop) await nameLeft(run)
  }

  /** An end by itself kills nothing: what it leaves is named. */
  async function nameLeft({ id, worker }: RunRecord): Promise<void> {
    const left = await keeper.tree(id).catch(() => [])
    if (left.length === 0) return
    const message = `left ${left.length} running: ${left.map(({ pid, command }) => `${pid} ${command}`).join(', ')}`
    journal.record({ kind: 'run.left', data: { left }, worker, run: id, actor: 'supervisor', message })
    diagnose(parts, { severity: 'warning', code: 'run.left', message, worker })
  }

  function take(fact: KeeperFact): void {
    const actor = 'supervisor'
    switch (fact.kind) {
      case 'grew':
        ends.set(fact.run, fact.end)
        return
      case 'spawned':
        move(fact.run, { news: { kind: 'spawned', process: fact.process }, actor, timeMs: fact.timeMs })
        return
      case 'exited':
        ends.set(fact.run, fact.offset)
        move(fact.run, { news: { kind: 'exited', exit: fact.exit }, actor, timeMs: fact.timeMs })
        return
      case 'drained':
        ends.set(fact.run, fact.end)
        move(fact.run, { news: { kind: 'drained' }, actor, timeMs: fact.timeMs })
    }
  }

  const stopListening = keeper.onFact(take)
  return { stops, move, started, endOf: run => ends.get(run) ?? 0, close: stopListening }
}

/** Whether a run has a process or will never have one. */
function isUnderWay(state: RunState): boolean {
  if (state.status === 'stopping') return state.process !== undefined
  return state.status !== 'created' && state.status !== 'queued' && state.status !== 'starting'
}

function withoutGrace(policy: StopPolicy): StopPolicy {
  return { ...policy, action: { kind: 'signals', signals: [] }, graceMs: 0 }
}

function toOrder(spec: WorkerSpec, run: RunRecord): SpawnOrder {
  return {
    run: run.id,
    argv: toArgv(spec.command),
    cwd: spec.cwd,
    env: { ...spec.env, SKEP_RUN_ID: run.id, SKEP_WORKER: spec.name },
    terminal: spec.tty ? spec.size : undefined,
    stdin: spec.stdin,
    streams: spec.streams,
  }
}

function reportUnexpected(parts: Parts, run: RunRecord, news: RunNews): void {
  const message = `${run.id} is ${run.state.status}, where ${news.kind} is not expected; nothing was changed`
  diagnose(parts, { severity: 'warning', code: 'run.unexpected', message, worker: run.worker })
}
