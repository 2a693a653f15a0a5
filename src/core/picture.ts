import type { Diagnostic } from './diagnostic.ts'
import type { SkepEvent } from './event.ts'
import type { RunId, RuntimeId, WorkerId } from './id.ts'
import type { RunRecord, WorkerRecord } from './record.ts'

/**
 * The present of a runtime as its journal tells it: every worker, and the active or last run of each. The daemon
 * answers from one, every face mirrors one by the same `applyEvent`.
 */
export type Picture = {
  readonly runtimeId: RuntimeId
  readonly project: string
  /** The id of the last event that went in. */
  revision: number
  readonly workers: Map<WorkerId, WorkerRecord>
  readonly runs: Map<RunId, RunRecord>
  readonly diagnostics: Diagnostic[]
}

const diagnosticsKept = 200

/** A picture with nothing in it. */
export function emptyPicture(runtimeId: RuntimeId, project: string): Picture {
  return { runtimeId, project, revision: 0, workers: new Map(), runs: new Map(), diagnostics: [] }
}

/** Folds one event into the picture, which is changed in place; records are replaced, never changed. */
export function applyEvent(picture: Picture, event: SkepEvent): void {
  picture.revision = event.id
  switch (event.kind) {
    case 'worker.added':
      picture.workers.set(event.data.worker.id, event.data.worker)
      return
    case 'worker.removed':
      removeWorker(picture, event.worker)
      return
    case 'worker.updated':
      changeWorker(picture, event.worker, { spec: event.data.spec })
      return
    case 'worker.moved':
      changeWorker(picture, event.worker, { state: event.data.state, wanted: event.data.wanted })
      return
    case 'run.added':
      addRun(picture, event.data.run)
      return
    case 'diagnostic':
      picture.diagnostics.push(event.data.diagnostic)
      if (picture.diagnostics.length > diagnosticsKept) picture.diagnostics.shift()
      return
    default:
      changeRun(picture, event)
  }
}

function removeWorker({ workers, runs }: Picture, id: WorkerId | undefined): void {
  const worker = id && workers.get(id)
  if (!worker) return
  if (worker.run) runs.delete(worker.run)
  workers.delete(worker.id)
}

function changeWorker({ workers }: Picture, id: WorkerId | undefined, change: Partial<WorkerRecord>): void {
  const worker = id && workers.get(id)
  if (worker) workers.set(worker.id, { ...worker, ...change })
}

function addRun({ workers, runs }: Picture, run: RunRecord): void {
  const worker = workers.get(run.worker)
  if (!worker) return
  if (worker.run) runs.delete(worker.run)
  runs.set(run.id, run)
  workers.set(worker.id, { ...worker, run: run.id, restarts: worker.restarts + (worker.run ? 1 : 0) })
}

function changeRun({ runs }: Picture, event: SkepEvent): void {
  const run = event.run && runs.get(event.run)
  if (run) runs.set(run.id, foldRun(run, event))
}

/** A run's record after one event of it; events that say nothing about the record leave it as it is. */
export function foldRun(run: RunRecord, event: SkepEvent): RunRecord {
  switch (event.kind) {
    case 'run.created':
    case 'run.queued':
    case 'run.starting':
    case 'run.stopping':
      return { ...run, state: event.data.state }
    case 'run.running':
      return withProcess({ ...run, state: event.data.state, startedAtMs: event.data.state.sinceMs })
    case 'run.draining':
      return { ...run, state: event.data.state, endedAtMs: event.data.state.sinceMs, pausedAtMs: undefined }
    case 'run.ended':
      return {
        ...run,
        state: event.data.state,
        endedAtMs: run.endedAtMs ?? event.data.state.sinceMs,
        pausedAtMs: undefined,
      }
    case 'run.paused':
      return { ...run, pausedAtMs: event.timeMs }
    case 'run.resumed':
      return { ...run, pausedAtMs: undefined }
    case 'run.ready':
      return { ...run, readyAtMs: event.timeMs }
    case 'run.judged':
      return { ...run, verdict: event.data.verdict }
    case 'run.left':
      return { ...run, left: event.data.left }
    default:
      return run
  }
}

function withProcess(run: RunRecord): RunRecord {
  return run.state.status === 'running' ? { ...run, pid: run.state.process?.pid } : run
}
