import type { RunId, WorkerId } from '../../../src/core/id.ts'
import type { Outcome } from '../../../src/core/outcome.ts'
import type { RunRecord, WorkerRecord } from '../../../src/core/record.ts'
import type { RunState } from '../../../src/core/run.ts'
import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../../../src/core/spec.ts'
import type { WorkerState } from '../../../src/core/worker.ts'

/** When the made-up runtime lives: noon of a day, UTC. */
export const noonMs: number = Date.UTC(2026, 0, 15, 12, 0, 0)

/** A worker of the made-up runtime: its name says where it stands. */
export type Made = { readonly worker: WorkerRecord; readonly run: RunRecord | undefined }

export type MadeOptions = {
  readonly spec?: Partial<WorkerSpec>
  readonly state?: WorkerState
  readonly run?: RunState
  readonly more?: Partial<RunRecord>
  readonly restarts?: number
}

/** Makes a worker, with a run when one is said. */
export function make(name: string, { spec = {}, state, run, more = {}, restarts = 0 }: MadeOptions = {}): Made {
  const id: WorkerId = `wrk_${name}`
  const runId: RunId = `run_${name}`
  const whole = specOf(name, spec)
  const worker: WorkerRecord = {
    ...{ id, spec: whole, owner: 'config', origin: 'config', wanted: 'up', restarts },
    state: state ?? (run ? { status: 'active', sequel: 'policy', failures: 0 } : { status: 'idle' }),
    run: run && runId,
    createdAtMs: noonMs - 3_600_000,
  }
  return { worker, run: run && { ...toRun(runId, worker, run), ...more } }
}

export function specOf(name: string, spec: Partial<WorkerSpec>): WorkerSpec {
  const tty = spec.tty ?? false
  return {
    ...{ name, cwd: `/shop/${name}`, env: {}, declaredEnv: {}, kind: 'service', tty, size: defaultSize },
    ...{
      stdin: 'pipe',
      streams: 'apart',
      start: 'auto',
      stop: defaultStop(tty),
      restart: defaultRestart,
      success: [0],
      ...standsAlone,
    },
    command: { kind: 'argv', argv: ['node', `${name}.mjs`] },
    ...spec,
  }
}

function toRun(id: RunId, worker: WorkerRecord, state: RunState): RunRecord {
  const hasStarted = state.status !== 'queued' && state.status !== 'starting'
  return {
    ...{ id, worker: worker.id, session: undefined, attempt: 1, actor: 'config', state },
    ...{ command: `node ${worker.spec.name}.mjs`, cwd: worker.spec.cwd, tty: worker.spec.tty, success: [0] },
    queuedAtMs: state.sinceMs,
    startedAtMs: hasStarted ? state.sinceMs : undefined,
    endedAtMs: state.status === 'ended' ? state.sinceMs : undefined,
    pid: hasStarted ? 4000 + worker.spec.name.length : undefined,
    ...{
      readyAtMs: undefined,
      isChecked: false,
      healthyAtMs: undefined,
      matched: [],
      pausedAtMs: undefined,
      importedAtMs: undefined,
      verdict: undefined,
      left: [],
      facts: 0,
      previous: undefined,
    },
  }
}

/** States that began so long before noon. */
export const began = {
  running: (agoMs: number): RunState => ({
    status: 'running',
    sinceMs: noonMs - agoMs,
    process: { pid: 4711, startTicks: 1 },
  }),
  stopping: (agoMs: number): RunState => ({
    status: 'stopping',
    sinceMs: noonMs - agoMs,
    process: { pid: 4711, startTicks: 1 },
    cause: { kind: 'stopped', by: 'user', reason: undefined },
    urgent: false,
  }),
  ended: (agoMs: number, outcome: Outcome): RunState => ({ status: 'ended', sinceMs: noonMs - agoMs, outcome }),
}

const minute = 60_000
const hour = 60 * minute

/** The shop: one worker for most of the places where a worker can stand. */
export function shop(): readonly Made[] {
  const exit1: Outcome = { kind: 'exited', code: 1 }
  return [
    make('api', { run: began.running(2 * hour + 13 * minute), more: { readyAtMs: noonMs - 2 * hour } }),
    make('web', { run: began.running(42 * minute), more: { readyAtMs: noonMs - 41 * minute }, restarts: 2 }),
    make('db', { run: began.running(4_000), spec: { stdin: 'none' } }),
    make('mailer', {
      state: { status: 'backoff', untilMs: noonMs + 4_000, failures: 3, attempts: 10, epoch: 3, outcome: exit1 },
      run: began.ended(12_000, exit1),
      restarts: 3,
    }),
    make('python', { run: began.running(5 * minute), spec: { tty: true } }),
    make('stubborn', { run: began.stopping(3_000) }),
    make('migrate', {
      state: { status: 'ended', outcome: { kind: 'exited', code: 0 } },
      run: began.ended(3 * minute, { kind: 'exited', code: 0 }),
    }),
    make('crash', {
      state: { status: 'ended', outcome: { kind: 'signalled', signal: 'SIGSEGV' } },
      run: began.ended(25 * hour, { kind: 'signalled', signal: 'SIGSEGV' }),
    }),
    make('manual'),
  ]
}

/** A shop of groups and replicas: a service of three in a group with another, one that stands alone, and two of one kind. */
export function grouped(): readonly Made[] {
  const exit1: Outcome = { kind: 'exited', code: 1 }
  const replica = (index: number, of: number) => ({ replica: { index, of } })
  const api = (index: number, options: MadeOptions = {}): Made =>
    make(`api-${index}`, { run: began.running(hour), ...options, spec: { group: 'web', ...replica(index, 3) } })
  return [
    make('db', { run: began.running(2 * hour) }),
    api(1),
    api(2),
    make('mailer', { run: began.running(minute) }),
    api(3, { state: { status: 'ended', outcome: exit1 }, run: began.ended(9_000, exit1) }),
    make('front', { run: began.running(4_000), spec: { group: 'web' } }),
    make('job-1', { spec: replica(1, 2) }),
    make('job-2', { spec: replica(2, 2) }),
  ]
}

/** A shop in which some need others: it was a while ago that `api` could start, and `shop` waits for `search`. */
export function needy(): readonly Made[] {
  const waiting = { status: 'waiting', sinceMs: noonMs - 20_000, by: 'config', failures: 0 } as const
  const need = (name: string, kind: 'ready' | 'completed' | 'started' = 'ready') => ({
    ...{ name, until: { kind }, restart: false },
  })
  const pace = { everyMs: 500, timeoutMs: 500, attempts: 60 }
  const exit0: Outcome = { kind: 'exited', code: 0 }
  const checked = (agoMs: number): Partial<RunRecord> => ({ isChecked: true, readyAtMs: noonMs - agoMs })
  return [
    make('db', { run: began.running(30_000), more: checked(26_000) }),
    make('cache', { run: began.running(30_000), more: checked(29_900) }),
    make('migrate', {
      ...{ state: { status: 'ended', outcome: exit0 }, run: began.ended(23_000, exit0) },
      ...{ more: { startedAtMs: noonMs - 26_000 }, spec: { kind: 'task', needs: [need('db')] } },
    }),
    make('api', {
      ...{ run: began.running(23_000), more: checked(21_500) },
      spec: { needs: [need('cache'), need('db'), need('migrate', 'completed')] },
    }),
    make('search', {
      ...{ run: began.running(20_000), more: { isChecked: true } },
      spec: { needs: [need('api', 'started')], ready: { kind: 'tcp', host: '127.0.0.1', port: 9200, ...pace } },
    }),
    make('shop', { state: waiting, spec: { needs: [need('api'), need('search')] } }),
  ]
}
