import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import type { RunId } from '../../src/core/id.ts'
import { isLive } from '../../src/core/record.ts'
import type { Pruned, Retention } from '../../src/disk/prune.ts'
import { openStore, type RecordStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'
import { runId, runOf, workerId } from '../core/records.ts'
import { chronicles } from '../core/stories.ts'
import { dumpRecords, openForTest, pictureOf, project, storeFile } from './stores.ts'

const day = 24 * 60 * 60 * 1000
const week: Retention = { runsPerWorker: 64, maxAgeMs: 7 * day, nowMs: 0 }

/** Prunes until it is done, as its owner would, and tells everything that went. */
function pruneAll(store: RecordStore, retention: Retention): Omit<Pruned, 'done'> {
  const runs: RunId[] = []
  for (let events = 0; ; ) {
    const pruned = store.prune(retention)
    runs.push(...pruned.runs)
    events += pruned.events
    if (pruned.done) return { runs, events }
  }
}

function storeOf({ events }: { events: readonly SkepEvent[] }, file = ':memory:'): RecordStore {
  const store = openForTest(file)
  store.commit(events)
  return store
}

describe('retention', () => {
  it('keeps the newest ended runs of each worker', () => {
    const chronicle = new Chronicle()
    const [busy, quiet] = [chronicle.addWorker(), chronicle.addWorker()]
    for (let count = 0; count < 150; count += 1) chronicle.live(busy)
    for (let count = 0; count < 3; count += 1) chronicle.live(quiet)
    const store = storeOf(chronicle)
    const { runs } = pruneAll(store, { ...week, nowMs: chronicle.timeMs })
    expect(runs).toHaveLength(150 - 64)
    expect(runs).toContain(runId(1))
    const left = store.records().map(({ id }) => id)
    expect(left).toEqual(Array.from({ length: 67 }, (_, index) => runId(87 + index)))
  })

  it('takes ended runs that are too old, with all that was said to them', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.live(worker)
    chronicle.pass(5 * day)
    chronicle.live(worker)
    chronicle.pass(3 * day)
    chronicle.live(worker)
    const store = storeOf(chronicle)
    expect(store.transcript(runId(1), { start: 0, limit: 1 }).total).toBe(1)
    expect(pruneAll(store, { ...week, nowMs: chronicle.timeMs }).runs).toEqual([runId(1)])
    expect(store.run(runId(1))).toBeUndefined()
    expect(store.transcript(runId(1), { start: 0, limit: 1 }).total).toBe(0)
    expect(store.records().map(({ id }) => id)).toEqual([runId(2), runId(3)])
  })

  it('keeps what was taken in from elsewhere as long as what ended then', () => {
    const chronicle = new Chronicle()
    chronicle.live(chronicle.addWorker())
    chronicle.pass(30 * day)
    const store = storeOf(chronicle)
    const worker = store.workers()[0]?.id ?? 'wrk_none'
    const [old, importedAtMs] = [1_000, chronicle.timeMs]
    const state = { status: 'ended', sinceMs: old, outcome: { kind: 'exited', code: 0 } } as const
    const run = runOf({ id: runId(9), worker, queuedAtMs: old, endedAtMs: old, importedAtMs, state })
    const { id, timeMs } = store.lastEvent
    const event = { worker, run: run.id, actor: 'user', message: 'imported' } as const
    store.commit([{ ...event, id: id + 1, timeMs: Math.max(timeMs, importedAtMs), kind: 'run.added', data: { run } }])
    expect(pruneAll(store, { ...week, nowMs: importedAtMs + 6 * day }).runs).toEqual([])
    expect(pruneAll(store, { ...week, nowMs: importedAtMs + 8 * day }).runs).toEqual([runId(9)])
  })

  it('never takes a live run, nor the last one of a worker that is there, however old', () => {
    fc.assert(
      fc.property(chronicles, ({ events, timeMs }) => {
        const store = openStore(':memory:')
        store.commit(events)
        const before = store.records()
        const picture = store.picture(project)
        const gone = new Set(pruneAll(store, { runsPerWorker: 0, maxAgeMs: 0, nowMs: timeMs + 1 }).runs)
        for (const run of before) if (isLive(run) || picture.runs.has(run.id)) expect(gone.has(run.id)).toBe(false)
        expect(store.picture(project)).toStrictEqual(picture)
        store.close()
      }),
      { numRuns: 50 },
    )
  })

  it('takes the last run of a worker that is not there any more', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.live(worker)
    chronicle.removeWorker(worker)
    const store = storeOf(chronicle)
    expect(pruneAll(store, { ...week, nowMs: chronicle.timeMs + 8 * day }).runs).toEqual([runId(1)])
  })

  it('takes events that are too old or too many, from the oldest on, and never the newest', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    for (let count = 0; count < 100; count += 1) chronicle.live(worker)
    const store = storeOf(chronicle)
    const { length } = chronicle.events
    expect(pruneAll(store, { ...week, nowMs: chronicle.timeMs, maxEvents: 100 }).events).toBe(length - 100)
    expect(store.firstEvent).toBe(length - 99)
    pruneAll(store, { ...week, nowMs: chronicle.timeMs + 8 * day })
    expect([store.firstEvent, store.lastEvent.id]).toEqual([length, length])
  })

  it('says to a cursor that is too old what is kept, and to the page what came before', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    for (let count = 0; count < 10; count += 1) chronicle.live(worker)
    const store = storeOf(chronicle)
    pruneAll(store, { ...week, nowMs: chronicle.timeMs, maxEvents: 20 })
    const firstAvailable = store.firstEvent
    for (const after of [0, firstAvailable - 2])
      expect(() => store.readEvents({ after, limit: 1 })).toThrow(
        expect.objectContaining({ code: 'cursor-expired', data: { firstAvailable } }),
      )
    const page = store.readEvents({ after: firstAvailable - 1, limit: 256 })
    expect(page).toMatchObject({ firstAvailable, hasMore: false })
    expect(page.events).toStrictEqual(chronicle.events.slice(-20))
  })

  it('goes on with its numbers after everything else is gone and the store was closed', () => {
    const file = storeFile()
    const chronicle = new Chronicle()
    chronicle.live(chronicle.addWorker())
    const written = openStore(file)
    written.commit(chronicle.events)
    pruneAll(written, { ...week, nowMs: chronicle.timeMs + 8 * day })
    const { lastEvent } = written
    written.close()
    expect(openForTest(file).lastEvent).toEqual(lastEvent)
  })

  it('takes a little at a time', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    for (let count = 0; count < 300; count += 1) chronicle.live(worker)
    const store = storeOf(chronicle)
    const pruned = store.prune({ ...week, nowMs: chronicle.timeMs + 8 * day })
    expect(pruned).toMatchObject({ done: false, events: 256 })
    expect(pruned.runs).toHaveLength(32)
  })
})

describe('records whose events are gone in part', () => {
  const retention = fc.record({
    runsPerWorker: fc.nat(3),
    maxEvents: fc.nat(60),
    maxAgeMs: fc.constant(7 * day),
  })

  it('are folded to the same anew, also after more has happened', () => {
    fc.assert(
      fc.property(chronicles, fc.nat(), retention, ({ events, timeMs }, cut, kept) => {
        const file = storeFile()
        const store = openStore(file)
        const middle = cut % events.length
        store.commit(events.slice(0, middle))
        pruneAll(store, { ...kept, nowMs: timeMs })
        store.commit(events.slice(middle))
        const before = dumpRecords(file)
        store.rebuild()
        expect(dumpRecords(file)).toEqual(before)
        expect(store.picture(project)).toStrictEqual(pictureOf(store, events))
        store.close()
      }),
      { numRuns: 30 },
    )
  })

  it('are folded to the same anew when the id of a run that was taken is used again', () => {
    const file = storeFile()
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    for (let count = 0; count < 3; count += 1) chronicle.live(worker)
    const store = storeOf(chronicle, file)
    expect(pruneAll(store, { ...week, runsPerWorker: 1, nowMs: chronicle.timeMs }).runs).toContain(runId(1))
    const again = chronicle.events.find(event => event.kind === 'run.added')
    if (!again) throw new Error('no run was added')
    store.commit([{ ...again, id: store.lastEvent.id + 1, timeMs: store.lastEvent.timeMs }])
    const before = dumpRecords(file)
    store.rebuild()
    expect(dumpRecords(file)).toEqual(before)
    expect(store.run(runId(1))).toBeDefined()
    expect(store.transcript(runId(1), { start: 0, limit: 1 }).total).toBe(0)
    expect(store.workers()).toMatchObject([{ id: workerId(1), run: runId(1) }])
  })
})
