import type { Happening, SkepEvent } from '../../src/core/event.ts'
import type { RunId, WorkerId } from '../../src/core/id.ts'
import { type RunNews, type RunState, stepRun } from '../../src/core/run.ts'
import { type RestartPolicy, unlimitedAttempts } from '../../src/core/spec.ts'
import type { Said } from '../../src/core/transcript.ts'
import { newsOfEnd, stepWorker, type WorkerEffect, type WorkerNews, type WorkerState } from '../../src/core/worker.ts'
import { runId, runOf, specOf, workerId, workerOf } from './records.ts'

type Known = { readonly id: WorkerId; readonly policy: RestartPolicy; state: WorkerState; run: RunId | undefined }
type About = { readonly worker?: WorkerId | undefined; readonly run?: RunId | undefined }

/** A runtime that lives only in its journal: what it is told moves workers and runs by their tables, as events. */
export class Chronicle {
  readonly events: SkepEvent[] = []
  readonly workers: Known[] = []
  readonly runs: Map<RunId, RunState> = new Map()
  readonly #said = new Map<RunId, number>()
  readonly #firstId: number
  #timeMs = 10_000
  #added = 0
  #epoch = 0

  constructor(firstId = 1) {
    this.#firstId = firstId
  }

  /** Lets time go by; the journal's times never go back. */
  pass(ms: number): void {
    this.#timeMs += ms
  }

  get timeMs(): number {
    return this.#timeMs
  }

  note(happening: Happening, { worker, run }: About = {}): SkepEvent {
    const id = this.#firstId + this.events.length
    this.pass(1)
    const event: SkepEvent = { ...happening, id, timeMs: this.#timeMs, worker, run, actor: 'user', message: 'so it is' }
    this.events.push(event)
    return event
  }

  addWorker(): Known {
    this.#added += 1
    const policy = this.#added % 2 === 0 ? forEver : twice
    const worker = workerOf({
      id: workerId(this.#added),
      spec: specOf({ name: `worker-${this.#added}`, restart: policy }),
    })
    const known: Known = { id: worker.id, policy, state: worker.state, run: undefined }
    this.workers.push(known)
    this.note({ kind: 'worker.added', data: { worker } }, { worker: worker.id })
    return known
  }

  removeWorker(worker: Known): void {
    if (worker.state.status === 'active') return
    this.workers.splice(this.workers.indexOf(worker), 1)
    this.note({ kind: 'worker.removed', data: {} }, { worker: worker.id })
  }

  tell(worker: Known, news: WorkerNews): void {
    const step = stepWorker(worker.state, news)
    if (!step) return
    worker.state = step.state
    const wanted = news.kind === 'stop' ? 'down' : 'up'
    this.note({ kind: 'worker.moved', data: { state: step.state, wanted } }, { worker: worker.id })
    for (const effect of step.effects) this.#carryOut(worker, effect)
  }

  tellRun(worker: Known, news: RunNews): void {
    const before = worker.run && this.runs.get(worker.run)
    const step = before && stepRun(before, news, this.#timeMs)
    if (!step || !worker.run || step.state === before) return
    const state = step.state
    this.runs.set(worker.run, state)
    this.note({ kind: `run.${state.status}`, data: { state } }, { worker: worker.id, run: worker.run })
    if (state.status !== 'ended' || worker.state.status !== 'active') return
    this.#epoch += 1
    const times = { uptimeMs: 0, nowMs: this.#timeMs, epoch: this.#epoch }
    const { policy } = worker
    this.tell(worker, newsOfEnd(worker.state, { policy, outcome: state.outcome, success: [], ...times }))
  }

  say({ id, run }: Known, said: Said): void {
    if (!run) return
    const sequence = (this.#said.get(run) ?? 0) + 1
    this.#said.set(run, sequence)
    const entry = { ...said, run, sequence, timeMs: this.#timeMs, actor: 'user' as const, offset: sequence * 10 }
    this.note({ kind: 'run.said', data: { entry } }, { worker: id, run })
  }

  /** The whole life of a run that ends by itself. */
  live(worker: Known, code = 0): void {
    this.tell(worker, { kind: 'start' })
    this.tellRun(worker, { kind: 'spawned', process: { pid: 7, startTicks: 70 } })
    this.say(worker, { kind: 'input', text: 'hello\n', secret: false })
    this.tellRun(worker, { kind: 'exited', exit: { kind: 'exited', code } })
    this.tellRun(worker, { kind: 'drained' })
  }

  diagnose(worker: WorkerId | undefined): void {
    const id = this.#firstId + this.events.length
    const diagnostic = { id, timeMs: this.#timeMs, severity: 'info', code: 'test', message: 'look', worker } as const
    this.note({ kind: 'diagnostic', data: { diagnostic } }, { worker })
  }

  #carryOut(worker: Known, effect: WorkerEffect): void {
    if (effect === 'stop-run')
      this.tellRun(worker, { kind: 'stop', cause: { kind: 'stopped', by: 'user', reason: undefined } })
    if (effect !== 'launch') return
    const run = runOf({
      id: runId(this.runs.size + 1),
      worker: worker.id,
      previous: worker.run,
      state: { status: 'queued', sinceMs: this.#timeMs },
      queuedAtMs: this.#timeMs,
    })
    worker.run = run.id
    this.runs.set(run.id, run.state)
    this.note({ kind: 'run.added', data: { run } }, { worker: worker.id, run: run.id })
    this.tellRun(worker, { kind: 'start' })
  }
}

const backoffMs = { first: 1, longest: 8 }

const forEver: RestartPolicy = { when: 'always', backoffMs, attempts: unlimitedAttempts, resetMs: 60_000 }
const twice: RestartPolicy = { when: 'failure', backoffMs, attempts: 2, resetMs: 60_000 }
