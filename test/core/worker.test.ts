import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/core/outcome.ts'
import { defaultRestart, type RestartPolicy, unlimitedAttempts } from '../../src/core/spec.ts'
import {
  type ActiveState,
  backoffMs,
  newsOfEnd,
  stepWorker,
  type WorkerNews,
  type WorkerState,
  workerTable,
} from '../../src/core/worker.ts'
import { renderMatrix } from './matrix.ts'
import { runNews } from './run-arbitraries.ts'
import { WorkerModel } from './worker-model.ts'

const failed: Outcome = { kind: 'exited', code: 1 }

const states: Record<string, WorkerState> = {
  idle: { status: 'idle' },
  active: { status: 'active', sequel: 'policy', failures: 2 },
  'active, to restart': { status: 'active', sequel: 'restart', failures: 2 },
  'active, to rest': { status: 'active', sequel: 'rest', failures: 2 },
  backoff: { status: 'backoff', untilMs: 9, failures: 2, attempts: 3, epoch: 5, outcome: failed },
  scheduled: { status: 'scheduled', dueMs: 9, epoch: 5 },
  ended: { status: 'ended', outcome: failed },
  'gave-up': { status: 'gave-up', outcome: failed, failures: 3 },
}

const news: Record<string, WorkerNews> = {
  start: { kind: 'start' },
  stop: { kind: 'stop' },
  restart: { kind: 'restart' },
  ended: { kind: 'ended', outcome: failed },
  'ended-to-restart': { kind: 'ended-to-restart', outcome: failed },
  'ended-to-retry': { kind: 'ended-to-retry', outcome: failed, untilMs: 9, failures: 3, attempts: 3, epoch: 6 },
  'ended-for-good': { kind: 'ended-for-good', outcome: failed, failures: 3 },
  schedule: { kind: 'schedule', dueMs: 9, epoch: 6 },
  'ended-to-schedule': { kind: 'ended-to-schedule', outcome: failed, dueMs: 9, epoch: 6 },
  due: { kind: 'due', epoch: 5 },
  'due, late': { kind: 'due', epoch: 4 },
}

describe('the table of workers', () => {
  it('leads from every state by every piece of news to where the matrix says', async () => {
    const matrix = renderMatrix({ states, news, step: titleOfStep })
    await expect(matrix).toMatchFileSnapshot('__snapshots__/worker-table.txt')
  })

  it('has no cell that leads to a state without its facts', () => {
    for (const state of Object.values(states)) for (const one of Object.values(news)) stepWorker(state, one)
  })

  it('names every status that a cell leads to', () => {
    const statuses = Object.keys(workerTable)
    const cells = Object.values(workerTable).flatMap(row => Object.values(row))
    for (const cell of cells) expect(statuses).toContain(cell.to)
  })
})

function titleOfStep(from: WorkerState, one: WorkerNews): { title: string; does: readonly string[] } | undefined {
  const step = stepWorker(from, one)
  if (!step) return undefined
  const { state } = step
  if (state === from) return { title: 'same', does: step.effects }
  const facts = state.status === 'active' ? ` (${state.sequel}, ${state.failures})` : ''
  return { title: `${state.status}${facts}`, does: step.effects }
}

type Turn = (model: WorkerModel) => void

const firstTime = { dueMs: 1, epoch: 0 }

const turns: fc.Arbitrary<Turn> = fc.oneof(
  fc
    .constantFrom<WorkerNews>(
      { kind: 'start' },
      { kind: 'stop' },
      { kind: 'restart' },
      { kind: 'schedule', ...firstTime },
    )
    .map(asked),
  runNews.map(
    (one): Turn =>
      model =>
        model.tellRun(one),
  ),
  fc.nat(255).map(
    (code): Turn =>
      model =>
        model.runAndExit(code),
  ),
  fc.nat(5).map(
    (back): Turn =>
      model => {
        const timer = model.timers.at(-1 - back)
        if (timer !== undefined) model.fire(timer)
      },
  ),
)

function asked(one: WorkerNews): Turn {
  return model => {
    model.tell(one)
  }
}

const policies = fc.record<Partial<RestartPolicy>>({
  when: fc.constantFrom('never', 'failure', 'always', 'unless-stopped'),
  attempts: fc.constantFrom(0, 1, 3, unlimitedAttempts),
})

describe('a worker whose effects are carried out, whatever comes in whatever order', () => {
  const stories = fc.tuple(policies, fc.array(turns, { maxLength: 60 }), fc.record({ hasClock: fc.boolean() }))

  it('never has two live runs, and is active exactly while it has one', () => {
    fc.assert(
      fc.property(stories, ([policy, all, clock]) => {
        const model = new WorkerModel(policy, clock)
        for (const turn of all) {
          turn(model)
          expect(model.liveRuns).toBe(model.state.status === 'active' ? 1 : 0)
        }
      }),
    )
  })

  it('launches nothing after a stop until it is asked again, whatever was in flight', () => {
    fc.assert(
      fc.property(stories, fc.array(runNews, { maxLength: 30 }), ([policy, all, clock], later) => {
        const model = new WorkerModel(policy, clock)
        for (const turn of all) turn(model)
        model.tell({ kind: 'stop' })
        const before = model.launches
        for (const one of later) model.tellRun(one)
        model.runAndExit(1)
        for (const timer of model.timers) model.fire(timer)
        expect(model.launches).toBe(before)
      }),
      { numRuns: 1_000 },
    )
  })

  it('with a schedule waits for its next time whenever it has ended by itself', () => {
    fc.assert(
      fc.property(stories, fc.nat(255), ([policy, all], code) => {
        const model = new WorkerModel(policy, { hasClock: true })
        for (const turn of all) turn(model)
        model.tell({ kind: 'start' })
        const { state } = model
        if (state.status !== 'active' || state.sequel !== 'policy') return
        model.runAndExit(code)
        expect(['scheduled', 'backoff']).toContain(model.state.status)
      }),
    )
  })

  it('makes one run of any number of restarts in flight', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 9 }), (policy, times) => {
        const model = new WorkerModel(policy)
        model.tell({ kind: 'start' })
        model.tellRun({ kind: 'spawned', process: { pid: 7, startTicks: 7 } })
        for (let count = 0; count < times; count += 1) model.tell({ kind: 'restart' })
        model.endRun(0)
        expect([model.launches, model.liveRuns]).toEqual([2, 1])
      }),
    )
  })

  it('ignores every timer but the one it waits for', () => {
    fc.assert(
      fc.property(stories, ([policy, all, clock]) => {
        const model = new WorkerModel(policy, clock)
        for (const turn of all) turn(model)
        const { state } = model
        const wanted = 'epoch' in state ? state.epoch : undefined
        for (const late of model.timers.filter(timer => timer !== wanted)) expect(model.fire(late)).toBe(false)
        expect(model.state).toBe(state)
      }),
    )
  })

  it('retries as often in a row as its policy says and then gives up', () => {
    fc.assert(
      fc.property(fc.nat(9), attempts => {
        const model = new WorkerModel({ when: 'failure', attempts })
        model.tell({ kind: 'start' })
        model.runAndExit(1)
        while (model.state.status === 'backoff') {
          model.fire(model.state.epoch)
          model.runAndExit(1)
        }
        expect(model.state).toMatchObject({ status: 'gave-up', failures: attempts })
        expect(model.launches).toBe(1 + attempts)
      }),
    )
  })
})

describe('a worker', () => {
  it('that is started again while it stops starts again when it has stopped', () => {
    const model = new WorkerModel({})
    for (const kind of ['start', 'stop', 'start'] as const) model.tell({ kind })
    model.runAndExit(0)
    expect([model.launches, model.state.status]).toEqual([2, 'active'])
  })

  it('that is started while it is active goes on as it is', () => {
    const active: WorkerState = { status: 'active', sequel: 'policy', failures: 0 }
    expect(stepWorker(active, { kind: 'start' })).toEqual({ state: active, effects: [] })
  })

  it('begins to count anew when a person starts it in the pause before a retry', () => {
    expect(states['backoff'] && stepWorker(states['backoff'], { kind: 'start' })?.state).toMatchObject({ failures: 0 })
  })
})

describe('the end of a run', () => {
  const active: ActiveState = { status: 'active', sequel: 'policy', failures: 2 }
  const end = { policy: defaultRestart, outcome: failed, success: [], uptimeMs: 0, nowMs: 1_000, epoch: 1 }

  function kindOfEnd(when: RestartPolicy['when'], outcome: Outcome): string {
    return newsOfEnd(active, { ...end, policy: { ...defaultRestart, when }, outcome }).kind
  }

  it('is answered with a retry as the policy says', () => {
    const succeeded: Outcome = { kind: 'exited', code: 0 }
    expect(kindOfEnd('never', failed)).toBe('ended')
    expect(kindOfEnd('failure', failed)).toBe('ended-to-retry')
    expect(kindOfEnd('failure', succeeded)).toBe('ended')
    expect(kindOfEnd('always', succeeded)).toBe('ended-to-retry')
    expect(kindOfEnd('unless-stopped', succeeded)).toBe('ended-to-retry')
  })

  it('is never answered with a retry when somebody asked for it', () => {
    for (const kind of ['stopped', 'cancelled'] as const) {
      const outcome: Outcome = { kind, by: 'user', reason: undefined, exit: undefined }
      for (const when of ['failure', 'always', 'unless-stopped'] as const)
        expect(kindOfEnd(when, outcome)).toBe('ended')
    }
  })

  it('of a run that lived long begins the count of retries anew', () => {
    const policy: RestartPolicy = { ...defaultRestart, when: 'failure', attempts: 2 }
    expect(newsOfEnd(active, { ...end, policy, uptimeMs: 0 }).kind).toBe('ended-for-good')
    expect(newsOfEnd(active, { ...end, policy, uptimeMs: policy.resetMs })).toMatchObject({
      kind: 'ended-to-retry',
      failures: 1,
    })
  })

  it('is followed by pauses that double from the first to the longest', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 6, 1_000].map(failures => backoffMs(defaultRestart, failures))
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })
})
