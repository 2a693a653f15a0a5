import type { Cause, Outcome } from '../../src/core/outcome.ts'
import { type RunNews, type RunState, stepRun } from '../../src/core/run.ts'
import { defaultRestart, type RestartPolicy } from '../../src/core/spec.ts'
import { newsOfEnd, stepWorker, type WorkerEffect, type WorkerNews, type WorkerState } from '../../src/core/worker.ts'

const cause: Cause = { kind: 'stopped', by: 'user', reason: undefined }

/** The smallest thing that carries out what a worker's table asks for: runs that are states, and timers that are numbers. */
export class WorkerModel {
  state: WorkerState = { status: 'idle' }
  readonly runs: RunState[] = []
  /** Every timer that was ever set, also those that are not wanted any more: a late one may still fire. */
  readonly timers: number[] = []
  launches = 0
  readonly #policy: RestartPolicy
  #epoch = 0
  #nowMs = 0

  readonly #hasClock: boolean

  /** With a clock there is a next time after every end. */
  constructor(policy: Partial<RestartPolicy>, { hasClock = false }: { readonly hasClock?: boolean } = {}) {
    this.#policy = { ...defaultRestart, ...policy }
    this.#hasClock = hasClock
  }

  get liveRuns(): number {
    return this.runs.filter(({ status }) => status !== 'ended').length
  }

  /** Gives news to the worker; whether they were allowed comes back. */
  tell(news: WorkerNews): boolean {
    const step = stepWorker(this.state, news)
    if (!step) return false
    this.state = step.state
    for (const effect of step.effects) this.#carryOut(effect)
    return true
  }

  /** Gives news to the last run; its end is news for the worker. */
  tellRun(news: RunNews): void {
    this.#nowMs += 1
    const index = this.runs.length - 1
    const before = this.runs[index]
    const step = before && stepRun(before, news, this.#nowMs)
    if (!step) return
    this.runs[index] = step.state
    if (step.state.status === 'ended') this.#end(step.state.outcome)
  }

  /** The whole life of a run that ends by itself. */
  runAndExit(code: number): void {
    this.tellRun({ kind: 'spawned', process: { pid: 7, startTicks: 7 } })
    this.endRun(code)
  }

  endRun(code: number): void {
    this.tellRun({ kind: 'exited', exit: { kind: 'exited', code } })
    this.tellRun({ kind: 'drained' })
  }

  fire(timer: number): boolean {
    return this.tell({ kind: 'due', epoch: timer })
  }

  #carryOut(effect: WorkerEffect): void {
    if (effect === 'launch') {
      this.launches += 1
      this.runs.push({ status: 'queued', sinceMs: this.#nowMs })
      this.tellRun({ kind: 'start' })
    }
    if (effect === 'stop-run') this.tellRun({ kind: 'stop', cause })
    if (effect === 'arm' && 'epoch' in this.state) this.timers.push(this.state.epoch)
  }

  #end(outcome: Outcome): void {
    if (this.state.status !== 'active') throw new Error(`a run ended while its worker was ${this.state.status}`)
    this.#epoch += 1
    const dueMs = this.#hasClock ? this.#nowMs + 1 : undefined
    const times = { uptimeMs: 0, nowMs: this.#nowMs, dueMs }
    this.tell(newsOfEnd(this.state, { policy: this.#policy, outcome, success: [], ...times, epoch: this.#epoch }))
  }
}
