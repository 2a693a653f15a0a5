import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { type RunRecord, type RunWord, wordOfRun } from '../../src/core/record.ts'
import { openStore, type RecordStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'
import { runId, workerId } from '../core/records.ts'
import { chronicles, journals } from '../core/stories.ts'
import { openForTest } from './stores.ts'

const limits = fc.integer({ min: 1, max: 20 })
/** More than a hundred kilobytes. */
const large = 'x'.repeat(100_000)
const tooMuch = [0, -1, 257, 1.5, Number.NaN, Number.POSITIVE_INFINITY]

function storeOf(events: readonly SkepEvent[]): RecordStore {
  const store = openStore(':memory:')
  store.commit(events)
  return store
}

/** A store with so many ended runs of each of two workers, in turns. */
function storeOfRuns(each: number): RecordStore {
  const chronicle = new Chronicle()
  const workers = [chronicle.addWorker(), chronicle.addWorker()]
  for (let count = 0; count < each; count += 1) for (const worker of workers) chronicle.live(worker, count % 3)
  return storeOf(chronicle.events)
}

describe('pages of events', () => {
  it('hold together every event once, in order, whatever the size of a page', () => {
    fc.assert(
      fc.property(journals, limits, (events, limit) => {
        const store = storeOf(events)
        expect(readAll(store, { limit })).toStrictEqual(events)
        store.close()
      }),
      { numRuns: 50 },
    )
  })

  it('of a worker or a run hold exactly those of it', () => {
    fc.assert(
      fc.property(chronicles, limits, ({ events, workers, runs }, limit) => {
        const store = storeOf(events)
        for (const { id } of workers.slice(0, 2))
          expect(readAll(store, { limit, worker: id })).toStrictEqual(events.filter(({ worker }) => worker === id))
        for (const run of [...runs.keys()].slice(0, 2))
          expect(readAll(store, { limit, run })).toStrictEqual(events.filter(event => event.run === run))
        store.close()
      }),
      { numRuns: 50 },
    )
  })

  it('are shorter where events are large, and hold together every one', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.tell(worker, { kind: 'start' })
    for (let count = 0; count < 20; count += 1) chronicle.say(worker, { kind: 'note', text: large })
    const store = storeOf(chronicle.events)
    expect(store.readEvents({ after: 0, limit: 256 }).events.length).toBeLessThan(10)
    expect(readAll(store, { limit: 256 })).toStrictEqual(chronicle.events)
  })

  it('that find nothing still lead on to the newest event', () => {
    const store = storeOfRuns(3)
    const page = store.readEvents({ after: 0, limit: 10, worker: workerId(99) })
    expect(page).toEqual({ events: [], next: store.lastEvent.id, hasMore: false, firstAvailable: 1 })
  })

  it('begin after the newest event with nothing, and hold what comes later', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    const store = storeOf(chronicle.events)
    const { next } = store.readEvents({ after: store.lastEvent.id, limit: 10 })
    const before = chronicle.events.length
    chronicle.live(worker)
    const later = chronicle.events.slice(before)
    store.commit(later)
    expect(store.readEvents({ after: next, limit: 256 }).events).toStrictEqual(later)
  })

  it('are refused past the newest event, saying which that is', () => {
    const store = storeOfRuns(1)
    const last = store.lastEvent.id
    for (const after of [last + 1, -1, 0.5, Number.NaN])
      expect(() => store.readEvents({ after, limit: 1 })).toThrow(
        expect.objectContaining({ code: 'invalid-cursor', data: { last } }),
      )
  })

  it('are refused when they are too long or nothing at all', () => {
    const store = storeOfRuns(1)
    for (const limit of tooMuch) expect(() => store.readEvents({ after: 0, limit })).toThrow(usage)
  })
})

const usage = expect.objectContaining({ code: 'usage' })

function readAll(store: RecordStore, query: Omit<Parameters<RecordStore['readEvents']>[0], 'after'>): SkepEvent[] {
  const events: SkepEvent[] = []
  for (let after = 0; ; ) {
    const page = store.readEvents({ ...query, after })
    expect(page.events.length).toBeLessThanOrEqual(query.limit)
    events.push(...page.events)
    if (!page.hasMore) return events
    after = page.next
  }
}

const readRunIds = (store: RecordStore) => store.runs({ limit: 256 }).map(({ id }) => id)

describe('pages of runs', () => {
  function readRuns(store: RecordStore, query: Parameters<RecordStore['runs']>[0]): RunRecord[] {
    const runs: RunRecord[] = []
    for (;;) {
      const before = runs.at(-1)?.id
      const page = store.runs({ ...query, before })
      runs.push(...page)
      if (page.length < query.limit) return runs
    }
  }

  it('hold together every run once, the newest first, whatever the size of a page', () => {
    fc.assert(
      fc.property(journals, limits, (events, limit) => {
        const store = storeOf(events)
        expect(readRuns(store, { limit })).toStrictEqual(store.records().toReversed())
        store.close()
      }),
      { numRuns: 50 },
    )
  })

  it('hold what is asked for: of a worker, of some statuses, since a time', () => {
    const store = storeOfRuns(12)
    const all = store.records().toReversed()
    const sinceMs = all[9]?.queuedAtMs ?? 0
    const statuses: RunWord[] = ['failed']
    const isFailed = (run: RunRecord): boolean => wordOfRun(run) === 'failed'
    expect(readRuns(store, { limit: 5, worker: workerId(2) })).toEqual(all.filter(run => run.worker === workerId(2)))
    expect(readRuns(store, { limit: 5, statuses })).toEqual(all.filter(isFailed))
    expect(readRuns(store, { limit: 5, sinceMs })).toEqual(all.slice(0, 10))
    expect(readRuns(store, { limit: 2, statuses, sinceMs, worker: workerId(1) })).toEqual(
      all.slice(0, 10).filter(run => isFailed(run) && run.worker === workerId(1)),
    )
    expect(store.runs({ limit: 5, statuses: [] })).toEqual([])
  })

  it('hold those whose id begins as asked', () => {
    const store = storeOfRuns(20)
    const ids = readRunIds(store)
    const begins = runId(7).slice(0, -1)
    const expected = ids.filter(id => id.startsWith(begins))
    expect(expected.length).toBeLessThan(ids.length)
    expect(store.runs({ begins, limit: 256 }).map(({ id }) => id)).toEqual(expected)
    expect(store.runs({ begins: runId(7), limit: 256 }).map(({ id }) => id)).toEqual([runId(7)])
    expect(store.runs({ begins: 'run_f', limit: 256 })).toEqual([])
  })

  it('show a live run by the word for where it stands now', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.tell(worker, { kind: 'start' })
    const store = storeOf(chronicle.events)
    expect(store.runs({ limit: 5, statuses: ['starting'] })).toHaveLength(1)
    const before = chronicle.events.length
    chronicle.tellRun(worker, { kind: 'spawned', process: { pid: 7, startTicks: 7 } })
    chronicle.note({ kind: 'run.paused', data: {} }, { worker: worker.id, run: worker.run })
    store.commit(chronicle.events.slice(before))
    expect(store.runs({ limit: 5, statuses: ['starting', 'running'] })).toEqual([])
    expect(store.runs({ limit: 5, statuses: ['paused'] })).toHaveLength(1)
  })

  it('are refused when they are too long or begin before a run that is not there', () => {
    const store = storeOfRuns(1)
    for (const limit of tooMuch) expect(() => store.runs({ limit })).toThrow(usage)
    expect(() => store.runs({ limit: 1, before: runId(99) })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('pages of a transcript', () => {
  function storeOfTalk(entries: number): RecordStore {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.tell(worker, { kind: 'start' })
    for (let count = 1; count <= entries; count += 1) chronicle.say(worker, { kind: 'note', text: `${count}` })
    return storeOf(chronicle.events)
  }

  it('hold together every entry once, in order, whatever the size of a page', () => {
    fc.assert(
      fc.property(fc.nat(40), limits, (entries, limit) => {
        const store = storeOfTalk(entries)
        const read: number[] = []
        for (let start = 0; ; ) {
          const { items, total, next } = store.transcript(runId(1), { start, limit })
          expect(total).toBe(entries)
          read.push(...items.map(({ sequence }) => sequence))
          if (next === start) break
          start = next
        }
        expect(read).toEqual(Array.from({ length: entries }, (_, index) => index + 1))
        store.close()
      }),
      { numRuns: 50 },
    )
  })

  it('are shorter where much was said, and never empty', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.tell(worker, { kind: 'start' })
    for (const text of [large, large, large.repeat(10), large]) chronicle.say(worker, { kind: 'note', text })
    const store = storeOf(chronicle.events)
    expect([0, 2, 3, 4].map(start => store.transcript(runId(1), { start, limit: 256 }).next)).toEqual([2, 3, 4, 4])
  })

  it('past the end are empty, and go on from there', () => {
    const store = openForTest(':memory:')
    expect(store.transcript(runId(1), { start: 0, limit: 5 })).toEqual({ items: [], total: 0, next: 0 })
    expect(storeOfTalk(3).transcript(runId(1), { start: 7, limit: 5 })).toEqual({ items: [], total: 3, next: 7 })
  })

  it('are refused when they are too long or begin nowhere', () => {
    const store = storeOfTalk(3)
    for (const limit of tooMuch) expect(() => store.transcript(runId(1), { start: 0, limit })).toThrow(usage)
    for (const start of [-1, 0.5, Number.NaN])
      expect(() => store.transcript(runId(1), { start, limit: 1 })).toThrow(usage)
  })

  it('hold every kind of entry as it was', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.tell(worker, { kind: 'start' })
    chronicle.say(worker, { kind: 'input', text: 'ls\n', secret: false })
    chronicle.say(worker, { kind: 'end-of-input' })
    chronicle.say(worker, { kind: 'signal', signal: 'SIGINT' })
    chronicle.say(worker, { kind: 'resize', size: { columns: 80, rows: 24 } })
    chronicle.say(worker, { kind: 'state', status: 'ended', outcome: { kind: 'exited', code: 0 } })
    const said = chronicle.events.flatMap(event => (event.kind === 'run.said' ? [event.data.entry] : []))
    expect(storeOf(chronicle.events).transcript(runId(1), { start: 0, limit: 9 }).items).toStrictEqual(said)
  })
})

describe('diagnostics', () => {
  it('are the newest, in the order in which they came, of one worker when asked', () => {
    const chronicle = new Chronicle()
    for (let count = 0; count < 10; count += 1) chronicle.diagnose(workerId((count % 2) + 1))
    const store = storeOf(chronicle.events)
    expect(store.diagnostics({ limit: 3 }).map(({ id }) => id)).toEqual([8, 9, 10])
    expect(store.diagnostics({ limit: 3, worker: workerId(1) }).map(({ id }) => id)).toEqual([5, 7, 9])
    for (const limit of tooMuch) expect(() => store.diagnostics({ limit })).toThrow(usage)
  })

  it('are kept up to a number, so that a worker that complains for ever costs no more', () => {
    const chronicle = new Chronicle()
    for (let count = 0; count < 1_100; count += 1) chronicle.diagnose(workerId(1))
    const store = storeOf(chronicle.events)
    expect(store.diagnostics({ limit: 256, worker: workerId(1) })).toHaveLength(256)
    expect(store.picture('/').diagnostics).toHaveLength(200)
  })
})
