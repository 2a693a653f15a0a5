import { type RunId, toId, type WorkerId } from '../../src/core/id.ts'
import type { RunRecord, WorkerRecord } from '../../src/core/record.ts'
import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../../src/core/spec.ts'

/** The n-th worker id of a test; they sort by their number. */
export function workerId(index: number): WorkerId {
  return toId('wrk', 1_700_000_000_000 + index, new Uint8Array(10))
}

/** The n-th run id of a test; they sort by their number. */
export function runId(index: number): RunId {
  return toId('run', 1_700_000_000_000 + index, new Uint8Array(10))
}

/** A plain spec with what the test says otherwise. */
export function specOf(change: Partial<WorkerSpec> = {}): WorkerSpec {
  return {
    name: 'api',
    command: { kind: 'argv', argv: ['node', 'server.js'] },
    cwd: '/srv/shop',
    env: { PATH: '/usr/bin', PORT: '3000' },
    declaredEnv: { PORT: '3000' },
    kind: 'service',
    tty: false,
    size: defaultSize,
    stdin: 'pipe',
    streams: 'apart',
    start: 'auto',
    stop: defaultStop(false),
    restart: defaultRestart,
    success: [0],
    ...standsAlone,
    ...change,
  }
}

/** A worker that nobody has started yet, with what the test says otherwise. */
export function workerOf(change: Partial<WorkerRecord> = {}): WorkerRecord {
  return {
    id: workerId(1),
    spec: specOf(),
    owner: 'config',
    origin: 'config',
    wanted: 'down',
    state: { status: 'idle' },
    run: undefined,
    restarts: 0,
    createdAtMs: 1_000,
    ...change,
  }
}

/** A run that waits for its process, with what the test says otherwise. */
export function runOf(change: Partial<RunRecord> = {}): RunRecord {
  return {
    id: runId(1),
    worker: workerId(1),
    session: undefined,
    attempt: 1,
    previous: undefined,
    actor: 'user',
    command: 'node server.js',
    cwd: '/srv/shop',
    tty: false,
    success: [0],
    state: { status: 'queued', sinceMs: 2_000 },
    queuedAtMs: 2_000,
    startedAtMs: undefined,
    endedAtMs: undefined,
    pid: undefined,
    readyAtMs: undefined,
    isChecked: false,
    healthyAtMs: undefined,
    matched: [],
    pausedAtMs: undefined,
    importedAtMs: undefined,
    verdict: undefined,
    left: [],
    facts: 0,
    ...change,
  }
}
