import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeChanges, differencesOf, isWrittenAlike, touchesProcess } from '../../src/core/difference.ts'
import { keepProcess, layIn } from '../../src/core/lay-in.ts'
import type { WorkerRecord } from '../../src/core/record.ts'
import { planReload, type ReloadStep } from '../../src/core/reload.ts'
import type { Schedule, WorkerSpec } from '../../src/core/spec.ts'
import { specOf, workerOf } from './records.ts'

const running: Partial<WorkerRecord> = { wanted: 'up', state: { status: 'active', sequel: 'policy', failures: 0 } }

function planFor(worker: WorkerRecord, change: Partial<WorkerSpec>): ReloadStep | undefined {
  const specs = [{ ...worker.spec, ...change }]
  return planReload({ workers: [worker], specs, keep: [], isSameFolder: isWrittenAlike })[0]
}

const completed: Partial<WorkerRecord> = {
  wanted: 'up',
  state: { status: 'ended', outcome: { kind: 'exited', code: 0 } },
}
const scheduled: Partial<WorkerRecord> = { wanted: 'up', state: { status: 'scheduled', dueMs: 1, epoch: 1 } }
const hourly: Schedule = { at: { kind: 'every', ms: 3_600_000 }, overlap: 'skip', atOnce: false }
// What a file does not say is not there: as the tests lay a change over a spec, it says so by a value that is none.
const none = { schedule: undefined } as unknown as Partial<WorkerSpec>
const failed = { kind: 'exited', code: 1 } as const
const otherCommand: Partial<WorkerSpec> = { command: { kind: 'argv', argv: ['node', 'other.js'] } }
const otherStop: Partial<WorkerSpec> = {
  stop: { action: { kind: 'keys', keys: ['C-c'] }, graceMs: 1, scope: 'all' },
}

describe('what follows for a worker whose configuration has changed', () => {
  type Case = readonly [title: string, record: Partial<WorkerRecord>, change: Partial<WorkerSpec>, follows: string]
  const cases: readonly Case[] = [
    ['runs and has another command', running, otherCommand, 'restart'],
    ['runs and has another folder', running, { cwd: '/srv/other' }, 'restart'],
    ['runs and has another variable', running, { declaredEnv: { PORT: '4000' } }, 'restart'],
    ['runs and has a terminal now', running, { tty: true }, 'restart'],
    ['runs and has other streams', running, { streams: 'merged' }, 'restart'],
    ['runs and inherits something else', running, { env: { PATH: '/other', PORT: '3000' } }, 'nothing'],
    ['runs and stops in another way', running, otherStop, 'nothing'],
    ['runs and is in a group now', running, { group: 'web' }, 'nothing'],
    ['runs and has other exit codes', running, { success: [0, 3] }, 'nothing'],
    ['is being stopped', { state: { status: 'active', sequel: 'rest', failures: 0 } }, otherCommand, 'nothing'],
    ['has failed', { wanted: 'up', state: { status: 'ended', outcome: failed } }, otherCommand, 'start'],
    ['has failed and is not wanted', { state: { status: 'ended', outcome: failed } }, otherCommand, 'nothing'],
    ['has completed', completed, otherCommand, 'nothing'],
    ['has given up', { wanted: 'up', state: { status: 'gave-up', outcome: failed, failures: 3 } }, otherStop, 'start'],
    ['nobody has started', {}, otherCommand, 'nothing'],
    ['says from now on itself that it is ready', running, { ready: { kind: 'notify' } }, 'restart'],
    ['waits for its time, and has another one', scheduled, { schedule: hourly }, 'schedule'],
    ['waits for its time, and has none any more', { ...scheduled, spec: specOf({ schedule: hourly }) }, none, 'start'],
    ['has completed, and has a time now', completed, { schedule: hourly }, 'schedule'],
    ['nobody has started and starts by itself now', { spec: specOf({ start: 'manual' }) }, { start: 'auto' }, 'start'],
  ]
  for (const [title, record, change, follows] of cases) {
    test(`one that ${title}`, () => {
      expect(planFor(workerOf(record), change)).toMatchObject({ kind: 'keep', follows })
    })
  }

  test('one that is new starts by itself unless the file says otherwise', () => {
    const specs = [specOf({ name: 'a' }), specOf({ name: 'b', start: 'manual' })]
    const steps = planReload({ workers: [], specs, keep: [], isSameFolder: isWrittenAlike })
    expect(steps).toMatchObject([
      { kind: 'add', starts: true },
      { kind: 'add', starts: false },
    ])
  })

  test('one that the file no longer names goes, and one that it never named stays', () => {
    const workers = [workerOf(running), workerOf({ origin: 'ad-hoc', spec: specOf({ name: 'mine' }) })]
    const order = { workers, specs: [], isSameFolder: isWrittenAlike }
    expect(planReload({ ...order, keep: [] })).toMatchObject([{ kind: 'drop', stops: true }])
    expect(planReload({ ...order, keep: ['api'] })).toEqual([])
    expect(planReload({ ...order, keep: 'all' })).toEqual([])
  })

  test('a folder that is the same by another path is no other one', () => {
    const order = { workers: [workerOf(running)], specs: [specOf({ cwd: '/srv/link' })], keep: [] }
    const [step] = planReload({ ...order, isSameFolder: () => true })
    expect(step).toMatchObject({ changes: [], follows: 'nothing' })
  })
})

const names = fc.constantFrom('PATH', 'HOME', 'PORT', 'TERM', 'A')
const env = fc.dictionary(names, fc.constantFrom('1', '2', ''))
const specs = fc
  .record({ inherited: env, declaredEnv: env, tty: fc.boolean(), success: fc.constantFrom([0], [0, 1]) })
  .map(({ inherited, ...rest }) => specOf({ ...rest, env: { ...inherited, ...rest.declaredEnv } }))

describe('what is laid into the environment that a worker had', () => {
  test('is what is declared now, and nothing that was inherited changes', () => {
    fc.assert(
      fc.property(specs, specs, (before, now) => {
        const laid = layIn(before, now)
        expect(laid.env).toMatchObject(now.declaredEnv)
        const untouched = ['PATH', 'HOME', 'PORT', 'A'].filter(
          name => !Object.hasOwn(before.declaredEnv, name) && !Object.hasOwn(now.declaredEnv, name),
        )
        expect(untouched.map(name => laid.env[name])).toEqual(untouched.map(name => before.env[name]))
      }),
    )
  })

  test('leaves nothing of what was declared before', () => {
    const before = specOf({ env: { PATH: '/bin', OLD: '1', HOME: '/own' }, declaredEnv: { OLD: '1', HOME: '/own' } })
    const now = specOf({ env: { PATH: '/other', HOME: '/home/ada' }, declaredEnv: {} })
    expect(layIn(before, now).env).toEqual({ PATH: '/bin', HOME: '/home/ada' })
  })

  test('is the same again when nothing has changed', () => {
    fc.assert(
      fc.property(specs, specs, (before, now) => {
        const laid = layIn(before, now)
        expect(layIn(laid, now)).toEqual(laid)
        expect(differencesOf(laid, layIn(laid, now), isWrittenAlike)).toEqual([])
      }),
    )
  })
})

test('what is kept of a process is all that another one would be needed for', () => {
  fc.assert(
    fc.property(specs, specs, (before, now) => {
      const other = { ...now, ...otherCommand, ...otherStop, cwd: '/other', stdin: 'none', streams: 'merged' } as const
      const kept = keepProcess(before, layIn(before, other))
      const changes = differencesOf(before, kept, isWrittenAlike)
      expect(changes.filter(touchesProcess)).toEqual([])
      expect(kept).toMatchObject(otherStop)
    }),
  )
})

test('what differs is said by the keys of the file, and variables by their names alone', () => {
  const changes = differencesOf(
    specOf({ declaredEnv: { PORT: '1', SECRET: 'a', SAME: 'x' } }),
    specOf({ ...otherCommand, declaredEnv: { SECRET: 'b', NEW: '', SAME: 'x' }, exitOn: 'end' }),
    isWrittenAlike,
  )
  expect(describeChanges(changes)).toBe('command, env PORT, SECRET, NEW, exit_on')
  expect(changes.map(touchesProcess)).toEqual([true, true, false])
})
