import type { WorkerSpec } from '../../src/core/spec.ts'
import { unlimitedAttempts } from '../../src/core/spec.ts'
import type { ParamsOf, VerbName } from '../../src/protocol/verbs.ts'
import { runId, specOf, workerId } from '../core/records.ts'

const workers = [workerId(1), workerId(2)]

const other: WorkerSpec = specOf({
  name: 'größe:2',
  command: { kind: 'shell', line: 'a | b' },
  env: { 'BASH_FUNC_x%%': '() { :; }', EMPTY: '' },
  tty: true,
  stop: { action: { kind: 'keys', keys: ['C-c', 'q', 'Enter'] }, graceMs: 60_000, scope: 'group' },
  restart: {
    when: 'unless-stopped',
    backoffMs: { first: 10, longest: 86_400_000 },
    attempts: unlimitedAttempts,
    resetMs: 1,
  },
  success: [0, 255],
})

const asking: WorkerSpec = specOf({
  stop: {
    action: { kind: 'command', command: { kind: 'argv', argv: ['kill', '-9'] } },
    graceMs: 0,
    scope: 'all',
  },
})

/** What each verb may be asked, every way of it once. */
export const questions: { readonly [Name in VerbName]: readonly ParamsOf<Name>[] } = {
  add: [
    { spec: specOf(), taken: 'refuse', start: true },
    { spec: other, taken: 'number', start: false },
    { spec: other, taken: 'reuse', start: true },
    { spec: asking, taken: 'number', start: false },
  ],
  attach: [{ run: runId(1), source: 'keys', endsInput: false }],
  cancel: [{ workers }, { workers: [], reason: 'it is over' }],
  'cancel-run': [{ run: runId(1) }, { run: runId(1), reason: 'it is over' }],
  diagnostics: [{ limit: 10 }],
  doctor: [{}],
  down: [{}, { reason: '' }],
  'end-input': [{ worker: workerId(1) }],
  ensure: [{ spec: specOf() }, { spec: specOf({ branch: 'main' }) }],
  events: [{ after: 0, limit: 1 }, { after: 2 ** 40, limit: 256 }, { limit: 5 }],
  execute: [{ worker: workerId(1) }],
  'import-run': [{ file: '/tmp/run.skep', env: { PATH: '/bin' } }],
  kill: [{ workers }, { workers, reason: 'Ctrl-C twice' }],
  leave: [{}],
  list: [{}, { words: ['api-*'], all: true, after: workerId(1), usage: true, ports: true }],
  pause: [{ workers }],
  render: [
    { kind: 'begin', run: runId(1), format: 'html' },
    { kind: 'next', cursor: 'c1' },
  ],
  resize: [{ token: 'f'.repeat(32), size: { columns: 80, rows: 24 } }],
  status: [{}],
  view: [{ run: runId(1), readOnly: true, size: { columns: 80, rows: 24 } }],
  reload: [
    { specs: [], dryRun: true },
    { specs: [specOf(), other], keep: ['web'], dryRun: false },
    { specs: [asking], keep: 'all', dryRun: false },
  ],
  remove: [{ workers }],
  rename: [{ worker: workerId(1), name: 'web' }],
  restart: [{ workers }, { workers, reason: 'new code', graceMs: 60_000 }],
  resume: [{ workers }],
  'run-record': [{ run: runId(1) }],
  runs: [
    { limit: 10 },
    { worker: workerId(1), limit: 10, before: runId(3) },
    { statuses: ['failed'], sinceMs: 1, begins: 'run_01', limit: 1 },
  ],
  screen: [{ run: runId(1), format: 'svg', history: 10 }],
  send: [
    { worker: workerId(1), typed: { kind: 'text', text: 'x'.repeat(2 ** 20), enter: true } },
    { worker: workerId(1), typed: { kind: 'keys', keys: ['C-c', 'Up'] } },
  ],
  show: [{ worker: workerId(1) }, { run: runId(1) }],
  signal: [{ workers, signal: 'INT' }],
  start: [{ workers }, { workers, inherited: { PATH: '/bin' } }],
  stop: [{ workers }, { workers, reason: 'r'.repeat(4_096) }, { workers, graceMs: 0 }],
  strays: [{}],
  subscribe: [{}],
  sweep: [{ runs: [runId(1)] }],
  transcript: [{ run: runId(1), start: 0, limit: 100 }],
  ports: [{ run: runId(1) }],
  tree: [{ run: runId(1) }],
  why: [{ worker: workerId(1) }],
  up: [
    { specs: [], start: 'none' },
    { specs: [specOf(), other], start: 'auto' },
    { specs: [specOf()], start: ['api'] },
    { specs: [specOf()], keep: ['web'], start: 'auto' },
    { specs: [specOf()], keep: 'all', start: 'none' },
  ],
  update: [{ worker: workerId(1), spec: other }],
  watch: [{ usage: true }, { usage: false }],
}
