import { expect, test } from 'vitest'
import { toDiagnosticDocument } from '../../src/cli/documents/diagnostic.ts'
import { toEventDocument } from '../../src/cli/documents/event.ts'
import { toListDocument } from '../../src/cli/documents/list.ts'
import { toOutcomeDocument } from '../../src/cli/documents/outcome.ts'
import { toProjectDocument } from '../../src/cli/documents/project.ts'
import { toRunDocument } from '../../src/cli/documents/run.ts'
import { toShownDocument } from '../../src/cli/documents/shown.ts'
import { toTurnDocument } from '../../src/cli/documents/transcript.ts'
import { toJsonLine } from '../../src/cli/json.ts'
import type { LivingProject } from '../../src/client/projects.ts'
import type { Happening, SkepEvent } from '../../src/core/event.ts'
import type { RuntimeId } from '../../src/core/id.ts'
import { toListed } from '../../src/core/listed.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { unlimitedAttempts } from '../../src/core/spec.ts'
import type { Said } from '../../src/core/transcript.ts'
import { runId, runOf, specOf, workerId, workerOf } from '../core/records.ts'

const runtimeId: RuntimeId = `rt_${'0'.repeat(32)}`
const startMs = Date.UTC(2026, 0, 15, 12)
const nowMs = startMs + 90_000
const clocks = { nowMs, bootedAtMs: undefined }
const process = { pid: 4711, startTicks: 9 }
const usage = { cpuCores: 0.12345, memoryBytes: 88_000_000, processes: 3, cpuMs: 1_200, peakMemoryBytes: 90_000_000 }
const bounds = { firstAvailable: 0, end: 6 }
const live = runOf({
  state: { status: 'running', sinceMs: startMs, process },
  ...{ queuedAtMs: startMs - 5, startedAtMs: startMs, pid: 4711, readyAtMs: startMs + 1_000 },
})
const exit3: Outcome = { kind: 'exited', code: 3 }
const ended = runOf({
  state: { status: 'ended', sinceMs: startMs + 2_000, outcome: exit3 },
  ...{ queuedAtMs: startMs - 5, startedAtMs: startMs, endedAtMs: startMs + 2_000, pid: 4711, attempt: 2 },
})
const worker = workerOf({
  ...{ run: runId(1), wanted: 'up', state: { status: 'active', sequel: 'policy', failures: 0 } },
  spec: specOf({
    declaredEnv: { PORT: '3000', API_TOKEN: 'open sesame' },
    restart: { when: 'always', backoffMs: { first: 1, longest: 2 }, attempts: unlimitedAttempts, resetMs: 3 },
  }),
})

/** As it is written, and read again: what has no value is not there. */
const written = (document: Readonly<Record<string, unknown>>): unknown => JSON.parse(toJsonLine(document))

test('the list of workers', () => {
  const listed = toListed({ worker, run: live }, nowMs)
  const lists = { usage: [[runId(1), usage]], ports: [[runId(1), [3000, 9229]]] } as const
  expect(
    written(toListDocument({ runtimeId, project: 'shop', workers: [listed], ...lists, next: undefined })),
  ).toMatchInlineSnapshot(`
    {
      "project": "shop",
      "runtimeId": "rt_00000000000000000000000000000000",
      "v": 1,
      "workers": [
        {
          "command": "node server.js",
          "cwd": "/srv/shop",
          "name": "api",
          "owner": "config",
          "ports": [
            3000,
            9229,
          ],
          "reason": "started by user",
          "ref": {
            "runtimeId": "rt_00000000000000000000000000000000",
            "workerId": "wrk_018bcfe5680170008000000000000000",
          },
          "restarts": 0,
          "run": {
            "attempt": 1,
            "id": "run_018bcfe5680170008000000000000000",
            "pid": 4711,
            "readyAt": "2026-01-15T12:00:01.000Z",
            "startedAt": "2026-01-15T12:00:00.000Z",
            "state": "running",
            "status": "ready",
          },
          "status": "ready",
          "tty": false,
          "usage": {
            "cpuCores": 0.123,
            "memoryBytes": 88000000,
            "processes": 3,
          },
          "wanted": "up",
        },
      ],
    }
  `)
})

test('a run', () => {
  expect(
    written(toRunDocument({ run: ended, name: 'api', output: { ...bounds, lines: 2 }, usage: undefined, clocks })),
  ).toMatchInlineSnapshot(`
    {
      "attempt": 2,
      "by": "user",
      "command": "node server.js",
      "cwd": "/srv/shop",
      "endedAt": "2026-01-15T12:00:02.000Z",
      "id": "run_018bcfe5680170008000000000000000",
      "metrics": {
        "retries": 1,
        "wallMs": 2000,
      },
      "outcome": {
        "code": 3,
        "kind": "exited",
      },
      "output": {
        "bytes": 6,
        "firstAvailable": 0,
        "lines": 2,
      },
      "pid": 4711,
      "queuedAt": "2026-01-15T11:59:59.995Z",
      "startedAt": "2026-01-15T12:00:00.000Z",
      "state": "ended",
      "status": "failed",
      "tty": false,
      "v": 1,
      "worker": "api",
      "workerId": "wrk_018bcfe5680170008000000000000000",
    }
  `)
})

test('a worker with everything about it', () => {
  const { env: _whole, declaredEnv: _declared, restart, ...spec } = worker.spec
  const env = { shown: { PORT: '3000' }, hidden: ['API_TOKEN'] }
  const shown = {
    ...{ runtimeId, run: live, usage, ports: [3000] },
    worker: {
      ...toListed({ worker, run: live }, nowMs),
      spec: { ...spec, env, restart: { ...restart, attempts: undefined } },
    },
    diagnostics: [],
  }
  const output = { folder: '/state/runs/run_1', bounds, result: undefined }
  expect(written(toShownDocument({ shown, asked: 'worker', output, lines: 2, clocks }))).toMatchInlineSnapshot(`
    {
      "diagnostics": [],
      "run": {
        "attempt": 1,
        "by": "user",
        "command": "node server.js",
        "cwd": "/srv/shop",
        "id": "run_018bcfe5680170008000000000000000",
        "left": [],
        "limits": {},
        "metrics": {
          "cpuMs": 1200,
          "peakMemoryBytes": 90000000,
          "retries": 0,
          "wallMs": 90000,
        },
        "output": {
          "bytes": 6,
          "firstAvailable": 0,
          "lines": 2,
        },
        "outputFolder": "/state/runs/run_1",
        "pid": 4711,
        "ports": [
          3000,
        ],
        "queuedAt": "2026-01-15T11:59:59.995Z",
        "readyAt": "2026-01-15T12:00:01.000Z",
        "spec": {
          "command": "node server.js",
          "cwd": "/srv/shop",
          "env": {
            "PORT": "3000",
          },
          "hiddenEnv": [
            "API_TOKEN",
          ],
          "kind": "service",
          "name": "api",
          "needs": [],
          "ready": {
            "kind": "started",
          },
          "restart": {
            "backoffMs": {
              "first": 1,
              "longest": 2,
            },
            "resetMs": 3,
            "when": "always",
          },
          "size": {
            "columns": 80,
            "rows": 24,
          },
          "start": "auto",
          "stdin": "pipe",
          "stop": {
            "action": {
              "kind": "signals",
              "signals": [
                "SIGTERM",
              ],
            },
            "graceMs": 5000,
            "scope": "all",
          },
          "streams": "apart",
          "success": [
            0,
          ],
          "tty": false,
        },
        "startedAt": "2026-01-15T12:00:00.000Z",
        "state": "running",
        "status": "ready",
        "tty": false,
        "usage": {
          "cpuCores": 0.123,
          "memoryBytes": 88000000,
          "processes": 3,
        },
        "worker": "api",
        "workerId": "wrk_018bcfe5680170008000000000000000",
      },
      "v": 1,
      "worker": {
        "command": "node server.js",
        "cwd": "/srv/shop",
        "name": "api",
        "owner": "config",
        "ports": [
          3000,
        ],
        "reason": "started by user",
        "ref": {
          "runtimeId": "rt_00000000000000000000000000000000",
          "workerId": "wrk_018bcfe5680170008000000000000000",
        },
        "restarts": 0,
        "run": {
          "attempt": 1,
          "id": "run_018bcfe5680170008000000000000000",
          "pid": 4711,
          "readyAt": "2026-01-15T12:00:01.000Z",
          "startedAt": "2026-01-15T12:00:00.000Z",
          "state": "running",
          "status": "ready",
        },
        "spec": {
          "command": "node server.js",
          "cwd": "/srv/shop",
          "env": {
            "PORT": "3000",
          },
          "hiddenEnv": [
            "API_TOKEN",
          ],
          "kind": "service",
          "name": "api",
          "needs": [],
          "ready": {
            "kind": "started",
          },
          "restart": {
            "backoffMs": {
              "first": 1,
              "longest": 2,
            },
            "resetMs": 3,
            "when": "always",
          },
          "size": {
            "columns": 80,
            "rows": 24,
          },
          "start": "auto",
          "stdin": "pipe",
          "stop": {
            "action": {
              "kind": "signals",
              "signals": [
                "SIGTERM",
              ],
            },
            "graceMs": 5000,
            "scope": "all",
          },
          "streams": "apart",
          "success": [
            0,
          ],
          "tty": false,
        },
        "status": "ready",
        "tty": false,
        "usage": {
          "cpuCores": 0.123,
          "memoryBytes": 88000000,
          "processes": 3,
        },
        "wanted": "up",
      },
    }
  `)
})

test('outcomes', () => {
  const by = { by: 'user', reason: 'enough' } as const
  const exit = { kind: 'signalled', signal: 'SIGTERM' } as const
  const outcomes: readonly Outcome[] = [
    exit3,
    exit,
    { kind: 'spawn-failed', errno: 'ENOENT', message: 'no such program' },
    { kind: 'stopped', ...by, exit },
    { kind: 'cancelled', by: 'agent:x', reason: undefined, exit: undefined },
    { kind: 'timed-out', exit },
    { kind: 'idle-timed-out', exit },
    { kind: 'limit-exceeded', limit: 'memory', exit },
    { kind: 'lost', reason: 'skep was gone' },
    { kind: 'completed', result: '42' },
    { kind: 'failed', error: 'no' },
  ]
  expect(outcomes.map(one => JSON.stringify(toOutcomeDocument(one)))).toMatchInlineSnapshot(`
    [
      "{"kind":"exited","code":3}",
      "{"kind":"signalled","signal":"SIGTERM"}",
      "{"kind":"spawn-failed","errno":"ENOENT","reason":"no such program"}",
      "{"kind":"stopped","signal":"SIGTERM","by":"user","reason":"enough"}",
      "{"kind":"cancelled","by":"agent:x"}",
      "{"kind":"timed-out","signal":"SIGTERM"}",
      "{"kind":"idle-timed-out","signal":"SIGTERM"}",
      "{"kind":"limit-exceeded","signal":"SIGTERM","limit":"memory"}",
      "{"kind":"lost","reason":"skep was gone"}",
      "{"kind":"completed","result":"42"}",
      "{"kind":"failed","reason":"no"}",
    ]
  `)
})

test('the turns of a conversation', () => {
  const said: readonly Said[] = [
    { kind: 'input', text: 'hello\r', secret: false },
    { kind: 'end-of-input' },
    { kind: 'signal', signal: 'SIGHUP' },
    { kind: 'resize', size: { columns: 80, rows: 24 } },
    { kind: 'note', text: 'paused' },
    { kind: 'state', status: 'ended', outcome: exit3 },
  ]
  const at = { run: runId(1), timeMs: startMs, actor: 'user', offset: 6 } as const
  const turns = said.map((one, index) =>
    toTurnDocument({ kind: 'said', entry: { ...one, ...at, sequence: index + 1 } }),
  )
  const stretch = {
    from: 6,
    to: 9_000,
    head: '\x1b[31mred\n',
    cutBytes: 100,
    cutAt: 10,
    tail: 'end\n',
    missingBytes: 7,
  }
  expect(
    [...turns, toTurnDocument({ kind: 'output', stretch })].map(turn => JSON.stringify(turn)),
  ).toMatchInlineSnapshot(`
    [
      "{"kind":"input","sequence":1,"time":"2026-01-15T12:00:00.000Z","actor":"user","offset":6,"text":"hello\\r","secret":false}",
      "{"kind":"end-of-input","sequence":2,"time":"2026-01-15T12:00:00.000Z","actor":"user","offset":6}",
      "{"kind":"signal","sequence":3,"time":"2026-01-15T12:00:00.000Z","actor":"user","offset":6,"signal":"SIGHUP"}",
      "{"kind":"resize","sequence":4,"time":"2026-01-15T12:00:00.000Z","actor":"user","offset":6,"size":{"columns":80,"rows":24}}",
      "{"kind":"note","sequence":5,"time":"2026-01-15T12:00:00.000Z","actor":"user","offset":6,"text":"paused"}",
      "{"kind":"state","sequence":6,"time":"2026-01-15T12:00:00.000Z","actor":"user","offset":6,"state":"ended","outcome":{"kind":"exited","code":3}}",
      "{"kind":"output","from":6,"to":9000,"text":"red\\n","cutBytes":100,"tail":"end\\n","missingBytes":7}",
    ]
  `)
})

test('events', () => {
  const verdict = { run: runId(1), tookMs: 12, ended: [], survivors: [], spared: [] }
  const diagnostic = {
    id: 9,
    timeMs: startMs,
    severity: 'warning',
    code: 'run.left',
    message: 'left 1',
    worker: workerId(1),
  } as const
  const retry = { status: 'backoff', untilMs: nowMs, failures: 1, attempts: 10, epoch: 1, outcome: exit3 } as const
  const happenings: readonly Happening[] = [
    { kind: 'runtime.started', data: {} },
    { kind: 'worker.added', data: { worker } },
    { kind: 'worker.moved', data: { state: retry, wanted: 'up' } },
    { kind: 'run.added', data: { run: live } },
    { kind: 'run.running', data: { state: live.state } },
    { kind: 'run.ended', data: { state: ended.state } },
    { kind: 'run.ready', data: {} },
    { kind: 'run.judged', data: { verdict } },
    { kind: 'run.left', data: { left: [] } },
    { kind: 'diagnostic', data: { diagnostic } },
  ]
  const about = { timeMs: startMs, worker: workerId(1), run: runId(1), actor: 'user', message: 'so it is' } as const
  const lines = happenings.map((happening, index) => {
    const event: SkepEvent = { ...happening, ...about, id: index + 1 }
    return JSON.stringify(toEventDocument(event, { runtimeId, name: 'api' }))
  })
  expect(lines.join('\n')).not.toContain('sesame')
  expect(lines).toMatchInlineSnapshot(`
    [
      "{"id":1,"cursor":"rt_00000000000000000000000000000000:1","time":"2026-01-15T12:00:00.000Z","kind":"runtime.started","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is"}",
      "{"id":2,"cursor":"rt_00000000000000000000000000000000:2","time":"2026-01-15T12:00:00.000Z","kind":"worker.added","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"spec":{"name":"api","cwd":"/srv/shop","kind":"service","tty":false,"size":{"columns":80,"rows":24},"stdin":"pipe","streams":"apart","start":"auto","stop":{"action":{"kind":"signals","signals":["SIGTERM"]},"graceMs":5000,"scope":"all"},"success":[0],"needs":[],"ready":{"kind":"started"},"restart":{"when":"always","backoffMs":{"first":1,"longest":2},"resetMs":3},"command":"node server.js","env":{"PORT":"3000"},"hiddenEnv":["API_TOKEN"]}}}",
      "{"id":3,"cursor":"rt_00000000000000000000000000000000:3","time":"2026-01-15T12:00:00.000Z","kind":"worker.moved","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"wanted":"up","state":"backoff","retryAt":"2026-01-15T12:01:30.000Z","failures":1,"outcome":{"kind":"exited","code":3}}}",
      "{"id":4,"cursor":"rt_00000000000000000000000000000000:4","time":"2026-01-15T12:00:00.000Z","kind":"run.added","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"run":{"id":"run_018bcfe5680170008000000000000000","state":"running","status":"ready","pid":4711,"attempt":1,"startedAt":"2026-01-15T12:00:00.000Z","readyAt":"2026-01-15T12:00:01.000Z"},"command":"node server.js"}}",
      "{"id":5,"cursor":"rt_00000000000000000000000000000000:5","time":"2026-01-15T12:00:00.000Z","kind":"run.running","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"state":"running","pid":4711}}",
      "{"id":6,"cursor":"rt_00000000000000000000000000000000:6","time":"2026-01-15T12:00:00.000Z","kind":"run.ended","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"state":"ended","outcome":{"kind":"exited","code":3}}}",
      "{"id":7,"cursor":"rt_00000000000000000000000000000000:7","time":"2026-01-15T12:00:00.000Z","kind":"run.ready","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is"}",
      "{"id":8,"cursor":"rt_00000000000000000000000000000000:8","time":"2026-01-15T12:00:00.000Z","kind":"run.judged","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"run":"run_018bcfe5680170008000000000000000","tookMs":12,"ended":[],"survivors":[],"spared":[]}}",
      "{"id":9,"cursor":"rt_00000000000000000000000000000000:9","time":"2026-01-15T12:00:00.000Z","kind":"run.left","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"left":[]}}",
      "{"id":10,"cursor":"rt_00000000000000000000000000000000:10","time":"2026-01-15T12:00:00.000Z","kind":"diagnostic","worker":"api","workerId":"wrk_018bcfe5680170008000000000000000","run":"run_018bcfe5680170008000000000000000","actor":"user","message":"so it is","data":{"id":9,"time":"2026-01-15T12:00:00.000Z","severity":"warning","code":"run.left","message":"left 1","worker":"api"}}",
    ]
  `)
})

test('projects whose daemon lives', () => {
  const daemon = { pid: 4711, startedAtMs: startMs, version: '0.1.0' }
  const protocol = { major: 1, minor: 0 }
  const where = { project: 'shop', folder: '/srv/shop', socket: '/tmp/s', runsFolder: '/state/runs', log: '/state/log' }
  const keeper = { ...daemon, socket: '/tmp/k' }
  const status = { ...where, runtimeId, protocol, daemon, keeper, clients: 1, running: 3 }
  const silent = { kind: 'silent', socket: '/tmp/s', problem: 'did not answer within 1 s' } as const
  const found: readonly LivingProject[] = [
    { kind: 'answered', socket: '/tmp/s', status },
    { ...silent, listener: { pid: 4712, project: 'mill', folder: '/srv/mill' } },
    { ...silent, listener: undefined },
  ]
  expect(found.map(one => JSON.stringify(toProjectDocument(one)))).toMatchInlineSnapshot(`
    [
      "{"project":"shop","folder":"/srv/shop","pid":4711,"startedAt":"2026-01-15T12:00:00.000Z","version":"0.1.0","running":3,"socket":"/tmp/s"}",
      "{"project":"mill","folder":"/srv/mill","pid":4712,"socket":"/tmp/s","problem":"did not answer within 1 s"}",
      "{"socket":"/tmp/s","problem":"did not answer within 1 s"}",
    ]
  `)
})

test('a diagnostic', () => {
  const diagnostic = {
    id: 9,
    timeMs: startMs,
    severity: 'warning',
    code: 'run.left',
    message: 'left 1',
    worker: undefined,
  } as const
  expect(written(toDiagnosticDocument(diagnostic, undefined))).toMatchInlineSnapshot(`
    {
      "code": "run.left",
      "id": 9,
      "message": "left 1",
      "severity": "warning",
      "time": "2026-01-15T12:00:00.000Z",
      "v": 1,
    }
  `)
})
