import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../src/core/record.ts'
import { openStore, type RecordStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'
import { runId, runOf, workerId } from '../core/records.ts'
import { dumpRecords, openForTest, project, storeFile } from './stores.ts'

const ended: RunRecord['state'] = { status: 'ended', sinceMs: 9, outcome: { kind: 'exited', code: 0 } }

function storeOfTwoRuns(file: string): RecordStore {
  const chronicle = new Chronicle()
  const worker = chronicle.addWorker()
  chronicle.live(worker)
  chronicle.live(worker)
  const store = openForTest(file)
  store.commit(chronicle.events)
  return store
}

describe('the records of all runs', () => {
  it('are replaced all at once, and are the same after a restart and folded anew', () => {
    const file = storeFile()
    const store = storeOfTwoRuns(file)
    const [, second] = store.records()
    const imported = [runOf({ id: runId(7), state: ended }), runOf({ id: runId(8), state: ended, pid: 5 })]
    const all = second ? [second, ...imported] : imported
    store.replaceRecords(all)
    expect(store.records()).toStrictEqual(all)
    const before = dumpRecords(file)
    store.rebuild()
    expect(dumpRecords(file)).toEqual(before)
    store.close()
    expect(openForTest(file).records()).toStrictEqual(all)
  })

  it('that are replaced take with them what was said, and no worker stands on one that is gone', () => {
    const store = storeOfTwoRuns(':memory:')
    store.replaceRecords([])
    expect(store.transcript(runId(2), { start: 0, limit: 5 }).total).toBe(0)
    expect(store.workers()).toMatchObject([{ id: workerId(1), run: undefined }])
    expect(store.picture(project).runs.size).toBe(0)
  })

  it('are not replaced when that would forget a live run', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.live(worker)
    chronicle.tell(worker, { kind: 'start' })
    const store = openForTest(':memory:')
    store.commit(chronicle.events)
    const before = store.records()
    expect(() => store.replaceRecords([])).toThrow(expect.objectContaining({ code: 'refused' }))
    expect(store.records()).toStrictEqual(before)
    store.replaceRecords(before.slice(1))
    expect(store.records()).toStrictEqual(before.slice(1))
  })

  it('go on with the journal after they were replaced', () => {
    const file = storeFile()
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    chronicle.live(worker)
    const store = openForTest(file)
    store.commit(chronicle.events)
    store.replaceRecords(store.records())
    const before = chronicle.events.length
    chronicle.live(worker)
    store.commit(chronicle.events.slice(before))
    expect(store.readEvents({ after: 0, limit: 256 }).events).toStrictEqual(chronicle.events)
    const dump = dumpRecords(file)
    store.rebuild()
    expect(dumpRecords(file)).toEqual(dump)
    expect(store.records()).toHaveLength(2)
  })
})

describe('an id for a run', () => {
  it('is reserved by the first who asks, and stays so after a restart', () => {
    const file = storeFile()
    const store = openStore(file)
    expect([store.reserveRun(runId(1)), store.reserveRun(runId(1))]).toEqual(['created', 'existing'])
    store.close()
    const again = openForTest(file)
    expect([again.reserveRun(runId(1)), again.reserveRun(runId(2))]).toEqual(['existing', 'created'])
  })

  it('of a run that is there is existing', () => {
    expect(storeOfTwoRuns(':memory:').reserveRun(runId(2))).toBe('existing')
  })

  it('stays reserved when its run is added', () => {
    const store = openForTest(':memory:')
    expect(store.reserveRun(runId(1))).toBe('created')
    const chronicle = new Chronicle()
    chronicle.live(chronicle.addWorker())
    store.commit(chronicle.events)
    expect(store.reserveRun(runId(1))).toBe('existing')
  })
})
