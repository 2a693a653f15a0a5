import { describe, expect, it, onTestFinished } from 'vitest'
import type { Diagnostic } from '../../src/core/diagnostic.ts'
import type { Happening, SkepEvent } from '../../src/core/event.ts'
import { type Living, type LivingState, openLiving } from '../../src/store/living.ts'
import { selectAll, selectCounts, selectOwner, selectSeen, selectTotals } from '../../src/store/select.ts'
import type { Feed, Told } from '../../src/store/sources.ts'
import { began, make, shop } from '../tui/screen/records.ts'
import { until } from '../until.ts'

type Present = Awaited<ReturnType<Feed['subscribe']>>

/** A runtime that tells what a test says, and answers the present that a test says. */
function openSource(first: Partial<Present> = {}) {
  const listeners = new Set<(told: Told) => void>()
  let present: Present = {
    ...{ runtimeId: 'rt_1', project: 'acme-shop', revision: 0, diagnostics: [] },
    workers: shop().map(({ worker }) => worker),
    runs: shop().flatMap(({ run }) => run ?? []),
    ...first,
  }
  let subscriptions = 0
  return {
    subscriptions: () => subscriptions,
    listeners: () => listeners.size,
    become: (next: Partial<Present>) => {
      present = { ...present, ...next }
    },
    tell: (told: Told) => {
      for (const listener of listeners) listener(told)
    },
    async open(): Promise<Living> {
      const feed = {
        async subscribe() {
          subscriptions += 1
          return present
        },
        listen(listener: (told: Told) => void) {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
      }
      // Nothing is asked of these here.
      const living = await openLiving({ feed, manager: {} as never, runs: {} as never, input: {} as never })
      onTestFinished(() => living.close())
      return living
    },
  }
}

const event = (id: number, happening: Happening & Partial<SkepEvent>): SkepEvent => ({
  ...{ timeMs: id, worker: undefined, run: undefined, actor: 'user', message: '' },
  ...happening,
  id,
})
const ready = (id: number): SkepEvent => event(id, { kind: 'run.ready', data: {}, worker: 'wrk_db', run: 'run_db' })
const tick = () => new Promise(resolve => setImmediate(() => setImmediate(resolve)))

describe('the living picture', () => {
  it('begins with the present and goes on with what happens', async () => {
    const source = openSource()
    const { state } = await source.open()
    expect(state.getState()).toMatchObject({ connection: 'live', project: 'acme-shop' })
    expect(selectSeen(state.getState(), 'wrk_db')?.word).toBe('running')
    source.tell({ kind: 'events', events: [ready(1)] })
    await tick()
    expect(selectSeen(state.getState(), 'wrk_db')?.word).toBe('ready')
    expect(state.getState().revision).toBe(1)
  })

  it('shows everything that happens in one tick at once', async () => {
    const source = openSource()
    const { state } = await source.open()
    await tick()
    const states: LivingState[] = []
    state.subscribe(next => states.push(next))
    for (let id = 1; id <= 50; id++) source.tell({ kind: 'events', events: [ready(id)] })
    expect(states).toHaveLength(0)
    await tick()
    expect(states).toHaveLength(1)
  })

  it('leaves out what is in the present already', async () => {
    const source = openSource({ revision: 7 })
    const { state, onEvents } = await source.open()
    const heard: number[] = []
    onEvents(events => heard.push(...events.map(({ id }) => id)))
    source.tell({ kind: 'events', events: [ready(6), ready(7), ready(8)] })
    await tick()
    expect(heard).toEqual([8])
    expect(state.getState().revision).toBe(8)
  })

  it('replaces only the maps that something happened to, and never changes one', async () => {
    const source = openSource()
    const { state } = await source.open()
    await tick()
    const before = state.getState()
    const diagnostic: Diagnostic = {
      ...{ id: 1, timeMs: 1, severity: 'error', code: 'x', message: 'y', worker: undefined },
    }
    source.tell({ kind: 'events', events: [event(1, { kind: 'diagnostic', data: { diagnostic } })] })
    await tick()
    const after = state.getState()
    expect(after.diagnostics).toEqual([diagnostic])
    expect(after.workers).toBe(before.workers)
    expect(after.runs).toBe(before.runs)
    source.tell({ kind: 'events', events: [ready(2)] })
    await tick()
    expect(state.getState().runs).not.toBe(after.runs)
    expect(selectSeen(after, 'wrk_db')?.word).toBe('running')
  })

  it('takes the figures of use as they are told, without touching the rest', async () => {
    const source = openSource()
    const { state } = await source.open()
    await tick()
    const { workers } = state.getState()
    const usage = { cpuCores: 0.5, memoryBytes: 100, processes: 1, cpuMs: 1, peakMemoryBytes: 1 }
    source.tell({
      kind: 'usage',
      usage: [
        ['run_db', usage],
        ['run_api', usage],
      ],
    })
    await tick()
    expect(selectTotals(state.getState())).toEqual({ cpuCores: 1, memoryBytes: 200 })
    expect(state.getState().workers).toBe(workers)
  })

  it('asks for the present again when it was too slow, and forgets what it had', async () => {
    const source = openSource()
    const { state } = await source.open()
    source.become({ revision: 90, workers: [make('new').worker], runs: [] })
    source.tell({ kind: 'lagged' })
    await until(() => state.getState().revision === 90, { what: 'the new present' })
    expect(source.subscriptions()).toBe(2)
    expect([...state.getState().workers.keys()]).toEqual(['wrk_new'])
  })

  it('shows what it had last while the runtime is away, and the present as soon as it is back, which is told', async () => {
    const source = openSource()
    const { state, onRenewed } = await source.open()
    const told: number[] = []
    onRenewed(() => told.push(state.getState().revision))
    source.tell({ kind: 'away', reason: 'it has gone' })
    expect(state.getState()).toMatchObject({ connection: 'away', reason: 'it has gone' })
    expect(state.getState().workers.size).toBe(9)
    source.become({ revision: 90, workers: [make('new').worker], runs: [] })
    source.tell({ kind: 'lagged' })
    await until(() => state.getState().connection === 'live', { what: 'the runtime again' })
    expect([...state.getState().workers.keys()]).toEqual(['wrk_new'])
    expect(told).toEqual([90])
  })

  it('says when the runtime is gone, with what it showed last', async () => {
    const source = openSource()
    const { state } = await source.open()
    source.tell({ kind: 'closed', reason: 'gone' })
    expect(state.getState().connection).toBe('closed')
    expect(state.getState().workers.size).toBe(9)
  })

  it('hears nothing any more once it is closed', async () => {
    const source = openSource()
    const living = await source.open()
    living.close()
    expect(source.listeners()).toBe(0)
  })
})

describe('what is selected from it', () => {
  it('is every worker in its order, how many are of each word, and whose a run is', async () => {
    const { state } = await openSource().open()
    const now = state.getState()
    expect(
      selectAll(now)
        .map(({ worker }) => worker.spec.name)
        .slice(0, 3),
    ).toEqual(['api', 'web', 'db'])
    expect(Object.fromEntries(selectCounts(now))).toEqual({
      ...{ ready: 2, running: 2, backoff: 1, stopping: 1, completed: 1, killed: 1, idle: 1 },
    })
    expect(selectOwner(now, 'run_db')?.spec.name).toBe('db')
    expect(selectOwner(now, 'run_gone')).toBeUndefined()
    expect(selectSeen(now, 'wrk_gone')).toBeUndefined()
    expect(began.running(0).status).toBe('running')
  })
})
