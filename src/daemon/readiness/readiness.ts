import { setTimeout as pause } from 'node:timers/promises'
import type { SkepEvent } from '../../core/event.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import type { Health, Pace, Probe, Ready } from '../../core/probe.ts'
import type { RunRecord } from '../../core/record.ts'
import { isSame } from '../../core/same.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Answer } from '../../process/probes/answer.ts'
import { diagnose } from '../diagnose.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from '../runs.ts'
import { notifyFile, toSpawnOrder } from '../spawn-order.ts'
import { firstMatch } from './log.ts'
import { notifications } from './notified.ts'
import { type PollOrder, poll } from './poll.ts'

/** Finds out which runs are ready, and which have written what others wait for. */
export type Readiness = {
  /** Goes on with the runs that an earlier runtime had. */
  goOn(): void
  /** What the last try of a run's check came to. */
  lastAnswer(run: RunId): Answer | undefined
  close(): void
}

/** What is looked after about a run. */
type Watch = {
  readonly stop: AbortController
  readonly patterns: Set<string>
  readonly checks: Checks
  answer: Answer | undefined
}

type Checks = Pick<WorkerSpec, 'ready' | 'health'>

type Checked = { readonly run: RunRecord; readonly spec: WorkerSpec; readonly watch: Watch }

/** Begins to look after runs: from their start on, for as long as they live. Those that nobody asked to check cost nothing. */
export function openReadiness(parts: Parts, runs: Pick<Runs, 'move'>): Readiness {
  const { journal, keeper, picture, world } = parts
  const watches = new Map<RunId, Watch>()

  function hear(events: readonly SkepEvent[]): void {
    for (const { kind, worker } of events) if (kind === 'worker.updated' && worker) beginAnew(worker)
    const started = events.flatMap(({ kind, run }) => (kind === 'run.running' && run ? [run] : []))
    const isOther = events.some(({ kind }) => kind === 'worker.added' || kind === 'worker.updated')
    if (isOther) lookAtAll()
    else if (started.length > 0) look(started.flatMap(id => picture.runs.get(id) ?? []))
    for (const { kind, run } of events) if (kind === 'run.ended' && run) forget(run)
  }

  /** Who is to be checked in another way while it runs is so from now on. */
  function beginAnew(id: WorkerId): void {
    const worker = picture.workers.get(id)
    const watch = worker?.run && watches.get(worker.run)
    if (worker?.run && watch && !isSame(watch.checks, checksOf(worker.spec))) forget(worker.run)
  }

  function lookAtAll(): void {
    look([...picture.runs.values()].filter(({ state }) => state.status === 'running'))
  }

  function forget(run: RunId): void {
    watches.get(run)?.stop.abort()
    watches.delete(run)
  }

  function look(all: readonly RunRecord[]): void {
    const patterns = wantedPatterns(picture)
    for (const run of all) {
      const spec = picture.workers.get(run.worker)?.spec
      if (spec) lookAt(run, spec, patterns.get(spec.name) ?? [])
    }
  }

  function lookAt(run: RunRecord, spec: WorkerSpec, patterns: readonly string[]): void {
    const known = watches.get(run.id)
    if (!known && !run.isChecked && !spec.health && patterns.length === 0) return
    const watch = known ?? openWatch(run, spec)
    watches.set(run.id, watch)
    if (!known) void check({ run, spec, watch }).catch(problem => complain(run, problem))
    for (const pattern of patterns) {
      if (watch.patterns.has(pattern)) continue
      watch.patterns.add(pattern)
      void find(run, pattern, watch).catch(problem => complain(run, problem))
    }
  }

  async function check(checked: Checked): Promise<void> {
    const { health } = checked.spec
    if ((await becomesReady(checked)) && health) await keepHealthy(health, checked)
  }

  async function becomesReady({ run, spec, watch }: Checked): Promise<boolean> {
    if (!run.isChecked || run.readyAtMs !== undefined) return true
    const said = await untilReady(spec.ready, { run, spec, watch })
    if (said === undefined || watch.stop.signal.aborted) return false
    tell(run, { kind: 'run.ready', data: {} }, `is ready: ${said}`)
    return true
  }

  async function keepHealthy(health: Health, checked: Checked): Promise<void> {
    const { run, watch } = checked
    let isKnown = run.healthyAtMs !== undefined
    for await (const { answer, bad } of poll(toPoll(health, checked))) {
      watch.answer = answer
      if (answer.isWell && !isKnown) tell(run, { kind: 'run.healthy', data: {} }, `is healthy: ${answer.said}`)
      isKnown ||= answer.isWell
      if (bad < health.failures) continue
      return end(run, `not healthy, ${bad} times in a row: ${answer.said}`, 'run.unhealthy')
    }
  }

  async function find(run: RunRecord, pattern: string, watch: Watch): Promise<void> {
    const line = await firstMatch(pattern, linesOf(run, watch))
    if (line !== undefined) tell(run, { kind: 'run.matched', data: { pattern } }, `has written ${JSON.stringify(line)}`)
  }

  /** What made it ready, in words; undefined when it did not become so. */
  async function untilReady(ready: Ready, checked: Checked): Promise<string | undefined> {
    const { run, watch } = checked
    const { signal } = watch.stop
    switch (ready.kind) {
      case 'started':
        return 'it has started'
      case 'delay':
        await pause(Math.max(0, (run.startedAtMs ?? world.now()) + ready.ms - world.now()), undefined, { signal })
        return `${ready.ms} ms have passed`
      case 'notify':
        return untilNotified(checked)
      case 'log': {
        const line = await firstMatch(ready.pattern, linesOf(run, watch))
        return line === undefined ? undefined : `it has written ${JSON.stringify(line)}`
      }
      default:
        return untilWell(ready, checked)
    }
  }

  /** What it says of itself besides is its last answer. */
  async function untilNotified({ run, watch }: Checked): Promise<string | undefined> {
    const file = notifyFile(world.runsFolder, run.id)
    for await (const { isReady, status } of notifications(file, watch.stop.signal)) {
      if (isReady) return `it has said so${status ? `: ${status}` : ''}`
      if (status) watch.answer = { isWell: false, said: status }
    }
    return undefined
  }

  async function untilWell(ready: Probe & Pace, checked: Checked): Promise<string | undefined> {
    const { run, watch } = checked
    for await (const { answer, bad } of poll(toPoll(ready, checked))) {
      watch.answer = answer
      if (answer.isWell) return answer.said
      if (bad < ready.attempts) continue
      end(run, `not ready after ${bad} ${bad === 1 ? 'try' : 'tries'}: ${answer.said}`, 'run.not-ready')
      return undefined
    }
    return undefined
  }

  function toPoll(probe: Probe & Pick<Pace, 'everyMs' | 'timeoutMs'>, { run, spec, watch }: Checked): PollOrder {
    const { cwd, env } = toSpawnOrder(spec, run, world.runsFolder)
    const { everyMs, timeoutMs } = probe
    const counts = (): boolean => picture.runs.get(run.id)?.pausedAtMs === undefined
    return { probe, everyMs, timeoutMs, counts, place: { cwd, env }, signal: watch.stop.signal }
  }

  function linesOf(run: RunRecord, { stop }: Watch): Parameters<typeof firstMatch>[1] {
    const isComplete = (): boolean => picture.runs.get(run.id)?.state.status !== 'running'
    return { run: run.id, runsFolder: world.runsFolder, keeper, isComplete, signal: stop.signal }
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

function openWatch({ matched }: RunRecord, spec: WorkerSpec): Watch {
  return { stop: new AbortController(), patterns: new Set(matched), checks: checksOf(spec), answer: undefined }
}

function checksOf({ ready, health }: WorkerSpec): Checks {
  return { ready, ...(health && { health }) }
}

/** What others wait for in the output of a worker, by its name. */
function wantedPatterns({ workers }: Parts['picture']): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, string[]>()
  for (const { spec } of workers.values()) {
    for (const { name, until } of spec.needs) {
      if (until.kind === 'log') wanted.set(name, [...(wanted.get(name) ?? []), until.pattern])
    }
  }
  return wanted
}
