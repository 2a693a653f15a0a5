import { setTimeout as pause } from 'node:timers/promises'
import type { SkepEvent } from '../../core/event.ts'
import type { RunId } from '../../core/id.ts'
import type { Health, Ready } from '../../core/probe.ts'
import type { RunRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Answer } from '../../process/probes/answer.ts'
import { diagnose } from '../diagnose.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from '../runs.ts'
import { toSpawnOrder } from '../spawn-order.ts'
import { untilUnhealthy } from './health.ts'
import { firstMatch } from './log.ts'
import { poll } from './poll.ts'

/** Finds out which runs are ready, and which have written what others wait for. */
export type Readiness = {
  /** Goes on with the runs that an earlier runtime had. */
  goOn(): void
  /** What the last try of a run's check came to. */
  lastAnswer(run: RunId): Answer | undefined
  close(): void
}

/** What is looked after about a run. */
type Watch = { readonly stop: AbortController; readonly patterns: Set<string>; answer: Answer | undefined }

/** Begins to look after runs: from their start on, for as long as they live. */
export function openReadiness(parts: Parts, runs: Pick<Runs, 'move'>): Readiness {
  const { journal, keeper, picture, world } = parts
  const watches = new Map<RunId, Watch>()

  function hear(events: readonly SkepEvent[]): void {
    for (const { kind, run } of events) {
      if (kind === 'run.running' && run) look(run)
      else if (kind === 'run.ended' && run) forget(run)
    }
    if (events.some(({ kind }) => kind === 'worker.added' || kind === 'worker.updated')) lookAtAll()
  }

  function lookAtAll(): void {
    for (const { id, state } of picture.runs.values()) if (state.status === 'running') look(id)
  }

  function forget(run: RunId): void {
    watches.get(run)?.stop.abort()
    watches.delete(run)
  }

  function look(id: RunId): void {
    const run = picture.runs.get(id)
    const spec = run && picture.workers.get(run.worker)?.spec
    if (!run || !spec) return
    const known = watches.get(id)
    const watch = known ?? { stop: new AbortController(), patterns: new Set(run.matched), answer: undefined }
    watches.set(id, watch)
    if (!known) void check(run, spec, watch)
    for (const pattern of wantedOf(spec.name)) {
      if (watch.patterns.has(pattern)) continue
      watch.patterns.add(pattern)
      void find(run, pattern, watch)
    }
  }

  /** What others wait for in the output of a worker. */
  function wantedOf(name: string): readonly string[] {
    const needs = [...picture.workers.values()].flatMap(({ spec }) => spec.needs)
    return needs.flatMap(need => (need.name === name && need.until.kind === 'log' ? [need.until.pattern] : []))
  }

  async function check(run: RunRecord, spec: WorkerSpec, watch: Watch): Promise<void> {
    try {
      if ((await becomesReady(run, spec, watch)) && spec.health) await keepHealthy(spec.health, { run, spec, watch })
    } catch (problem) {
      complain(run, problem)
    }
  }

  async function becomesReady(run: RunRecord, spec: WorkerSpec, watch: Watch): Promise<boolean> {
    if (!run.isChecked || run.readyAtMs !== undefined) return true
    const said = await untilReady(spec.ready, { run, spec, watch })
    if (said === undefined || watch.stop.signal.aborted) return false
    tell(run, { kind: 'run.ready', data: {} }, `is ready: ${said}`)
    return true
  }

  async function keepHealthy(health: Health, { run, spec, watch }: Checked): Promise<void> {
    const { cwd, env } = toSpawnOrder(spec, run)
    let isKnown = run.healthyAtMs !== undefined
    const last = await untilUnhealthy(health, { place: { cwd, env }, signal: watch.stop.signal }, answer => {
      watch.answer = answer
      if (answer.isWell && !isKnown) tell(run, { kind: 'run.healthy', data: {} }, `is healthy: ${answer.said}`)
      isKnown ||= answer.isWell
    })
    if (last) end(run, `not healthy, ${health.failures} times in a row: ${last.said}`, 'run.unhealthy')
  }

  async function find(run: RunRecord, pattern: string, watch: Watch): Promise<void> {
    try {
      const line = await firstMatch(pattern, linesOf(run, watch))
      if (line !== undefined)
        tell(run, { kind: 'run.matched', data: { pattern } }, `has written ${JSON.stringify(line)}`)
    } catch (problem) {
      complain(run, problem)
    }
  }

  /** What made it ready, in words; undefined when it did not become so. */
  async function untilReady(ready: Ready, { run, spec, watch }: Checked): Promise<string | undefined> {
    const { signal } = watch.stop
    switch (ready.kind) {
      case 'started':
        return 'it has started'
      case 'delay':
        await pause(Math.max(0, (run.startedAtMs ?? world.now()) + ready.ms - world.now()), undefined, { signal })
        return `${ready.ms} ms have passed`
      case 'log': {
        const line = await firstMatch(ready.pattern, linesOf(run, watch))
        return line === undefined ? undefined : `it has written ${JSON.stringify(line)}`
      }
      default: {
        const { cwd, env } = toSpawnOrder(spec, run)
        const isWell = await poll(ready, { place: { cwd, env }, signal }, answer => {
          watch.answer = answer
        })
        if (!isWell && !signal.aborted) giveUp(run, ready.attempts, watch.answer)
        return isWell ? watch.answer?.said : undefined
      }
    }
  }

  function linesOf(run: RunRecord, { stop }: Watch): Parameters<typeof firstMatch>[1] {
    const isComplete = (): boolean => picture.runs.get(run.id)?.state.status !== 'running'
    return { run: run.id, runsFolder: world.runsFolder, keeper, isComplete, signal: stop.signal }
  }

  function giveUp(run: RunRecord, attempts: number, answer: Answer | undefined): void {
    const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'}`
    end(run, `not ready after ${tries}: ${answer?.said ?? 'no answer'}`, 'run.not-ready')
  }

  /** Its policy says what follows. */
  function end(run: RunRecord, reason: string, code: string): void {
    diagnose(parts, { severity: 'warning', code, message: reason, worker: run.worker })
    const news = { kind: 'stop', cause: { kind: 'stopped', by: 'supervisor', reason } } as const
    runs.move(run.id, { news, actor: 'supervisor', timeMs: world.now() })
  }

  type Told =
    | { readonly kind: 'run.ready' | 'run.healthy'; readonly data: Record<string, never> }
    | { readonly kind: 'run.matched'; readonly data: { readonly pattern: string } }

  function tell({ id: run, worker }: RunRecord, told: Told, message: string): void {
    journal.record({ ...told, worker, run, actor: 'supervisor', message })
  }

  function complain(run: RunRecord, problem: unknown): void {
    if (watches.get(run.id)?.stop.signal.aborted !== false) return
    const message = problem instanceof Error ? problem.message : String(problem)
    diagnose(parts, { severity: 'error', code: 'run.check-failed', message, worker: run.worker })
  }

  const stopListening = journal.onCommit(hear)
  return {
    goOn: lookAtAll,
    lastAnswer: run => watches.get(run)?.answer,
    close() {
      stopListening()
      for (const run of [...watches.keys()]) forget(run)
    },
  }
}

type Checked = { readonly run: RunRecord; readonly spec: WorkerSpec; readonly watch: Watch }
