import type { Diagnostic } from './diagnostic.ts'
import type { SkepEvent } from './event.ts'
import type { RunId, RuntimeId, WorkerId } from './id.ts'
import type { RunRecord, WorkerRecord } from './record.ts'
import { liveProcess } from './run.ts'

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

/** The records of a picture, as whoever only reads them takes them. */
export type Records = {
  readonly workers: ReadonlyMap<WorkerId, WorkerRecord>
  readonly runs: ReadonlyMap<RunId, RunRecord>
}

/** How many diagnostics a picture holds, the newest. */
export const diagnosticsKept = 200

/** A picture with nothing in it. */
export function emptyPicture(runtimeId: RuntimeId, project: string): Picture {
  return { runtimeId, project, revision: 0, workers: new Map(), runs: new Map(), diagnostics: [] }
}

/** A picture at one revision, as it is handed from one program to another. */
export type Present = {
  readonly runtimeId: RuntimeId
  readonly project: string
  readonly revision: number
  readonly workers: readonly WorkerRecord[]
  readonly runs: readonly RunRecord[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The picture that a present shows. */
export function toPicture({ runtimeId, project, revision, workers, runs, diagnostics }: Present): Picture {
  const picture = emptyPicture(runtimeId, project)
  picture.revision = revision
  for (const worker of workers) picture.workers.set(worker.id, worker)
  for (const run of runs) picture.runs.set(run.id, run)
  picture.diagnostics.push(...diagnostics)
  return picture
}

/** What a picture shows, to be handed on. */
export function toPresent({ runtimeId, project, revision, workers, runs, diagnostics }: Picture): Present {
  return {
    runtimeId,
    project,
    revision,
    workers: [...workers.values()],
    runs: [...runs.values()],
    diagnostics: [...diagnostics],
  }
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
    case 'worker.moved':
      changeWorker(picture, event)
      return
    case 'run.added':
      addRun(picture, event)
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

function changeWorker({ workers }: Picture, event: SkepEvent): void {
  const worker = event.worker && workers.get(event.worker)
  if (worker) workers.set(worker.id, foldWorker(worker, event))
}

function addRun(picture: Picture, event: Extract<SkepEvent, { kind: 'run.added' }>): void {
  const { run } = event.data
  const worker = picture.workers.get(run.worker)
  if (!worker || !takesPlace(run, worker)) return
  if (worker.run) picture.runs.delete(worker.run)
  picture.runs.set(run.id, run)
  picture.workers.set(worker.id, foldWorker(worker, event))
}

function changeRun({ runs }: Picture, event: SkepEvent): void {
  const run = event.run && runs.get(event.run)
  if (run) runs.set(run.id, foldRun(run, event))
}

/** A worker's record after one event of it; events that say nothing about the record leave it as it is. */
export function foldWorker(worker: WorkerRecord, event: SkepEvent): WorkerRecord {
  switch (event.kind) {
    case 'worker.updated':
      return { ...worker, spec: event.data.spec, origin: event.data.origin ?? worker.origin }
    case 'worker.moved':
      return { ...worker, state: event.data.state, wanted: event.data.wanted }
    case 'run.added':
      if (!takesPlace(event.data.run, worker)) return worker
      return { ...worker, run: event.data.run.id, restarts: restartsAfter(worker, event.data.run) }
    default:
      return worker
  }
}

/** A run that had ended before it came was taken in from elsewhere: where there is one, the worker keeps its own. */
function takesPlace({ state }: RunRecord, { run }: WorkerRecord): boolean {
  return state.status !== 'ended' || run === undefined
}

/** A start by somebody counts anew; what skep starts again by itself is a restart. */
function restartsAfter({ restarts }: WorkerRecord, { actor }: RunRecord): number {
  return actor === 'supervisor' ? restarts + 1 : 0
}

/**
 * A run's record after one event of it; events that say nothing about the record leave it as it is. Nothing moves an
 * ended run: only the verdict of its stop, what it left and what was found in its output may come later.
 */
export function foldRun(run: RunRecord, event: SkepEvent): RunRecord {
  const changed = changeOf(run, event)
  const fact = 'fact' in event.data ? event.data.fact : undefined
  return fact === undefined || fact <= run.facts ? changed : { ...changed, facts: fact }
}

function changeOf(run: RunRecord, event: SkepEvent): RunRecord {
  switch (event.kind) {
    case 'run.judged':
      return { ...run, verdict: event.data.verdict }
    case 'run.left':
      return { ...run, left: event.data.left }
    case 'run.matched':
      return { ...run, matched: [...run.matched, event.data.pattern] }
    default:
      return run.state.status === 'ended' ? run : moveRun(run, event)
  }
}

function moveRun(run: RunRecord, event: SkepEvent): RunRecord {
  switch (event.kind) {
    case 'run.created':
    case 'run.queued':
    case 'run.starting':
      return { ...run, state: event.data.state }
    case 'run.running':
    case 'run.stopping':
      return withStart({ ...run, state: event.data.state }, event.timeMs)
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
    case 'run.healthy':
      return { ...run, healthyAtMs: event.timeMs }
    default:
      return run
  }
}

// A run that was stopped while it was starting has its process without ever having been `running`.
function withStart(run: RunRecord, timeMs: number): RunRecord {
  const { state } = run
  if (state.status === 'running')
    return { ...run, pid: state.process?.pid, startedAtMs: run.startedAtMs ?? state.sinceMs }
  const process = liveProcess(state)
  return process ? { ...run, pid: process.pid, startedAtMs: run.startedAtMs ?? timeMs } : run
}
