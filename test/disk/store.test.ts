import { statSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isId } from '../../src/core/id.ts'
import { openStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'
import { runId } from '../core/records.ts'
import { journals } from '../core/stories.ts'
import { commitInParts, dumpRecords, openForTest, pictureOf, project, storeFile } from './stores.ts'

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 })

describe('a store, whatever its journal tells', () => {
  it('shows what a picture comes to that sees the events one by one', () => {
    fc.assert(
      fc.property(journals, sizes, (events, parts) => {
        const store = openStore(':memory:')
        commitInParts(store, events, parts)
        const picture = pictureOf(store, events)
        expect(store.picture(project)).toStrictEqual(picture)
        expect(store.workers()).toStrictEqual([...picture.workers.values()])
        expect(store.damaged()).toEqual([])
        store.close()
      }),
    )
  })

  it('gives back every event as it was', () => {
    fc.assert(
      fc.property(journals, sizes, (events, parts) => {
        const store = openStore(':memory:')
        commitInParts(store, events, parts)
        expect(store.readEvents({ after: 0, limit: 256 }).events).toStrictEqual(events.slice(0, 256))
        store.close()
      }),
    )
  })

  it('folds to the same records anew', () => {
    const file = storeFile()
    const store = openForTest(file)
    fc.assert(
      fc.property(journals, sizes, (events, parts) => {
        const first = store.lastEvent.id
        const moved = events.map(event => ({ ...event, id: event.id + first, timeMs: store.lastEvent.timeMs }))
        commitInParts(store, moved, parts)
        const before = dumpRecords(file)
        store.rebuild()
        expect(dumpRecords(file)).toEqual(before)
      }),
      { numRuns: 20 },
    )
  })

  it('shows the same after it was closed and opened', () => {
    fc.assert(
      fc.property(journals, sizes, (events, parts) => {
        const file = storeFile()
        const written = openStore(file)
        commitInParts(written, events, parts)
        const before = written.picture(project)
        written.close()
        const read = openStore(file)
        expect(read.picture(project)).toStrictEqual(before)
        expect([read.runtimeId, read.lastEvent]).toEqual([written.runtimeId, written.lastEvent])
        read.close()
      }),
      { numRuns: 10 },
    )
  })
})

describe('a store', () => {
  it('is empty at first, and has an id of its own for ever', () => {
    const file = storeFile()
    const store = openStore(file)
    expect(isId('rt', store.runtimeId)).toBe(true)
    expect([store.lastEvent, store.firstEvent]).toEqual([{ id: 0, timeMs: 0 }, 1])
    expect(store.picture(project).workers.size).toBe(0)
    store.close()
    expect(openForTest(file).runtimeId).toBe(store.runtimeId)
    expect(openForTest(storeFile()).runtimeId).not.toBe(store.runtimeId)
  })

  it('takes the id that it is given when it is made, and keeps its own later', () => {
    const file = storeFile()
    openStore(file, { runtimeId: () => 'rt_given' }).close()
    const store = openStore(file, { runtimeId: () => 'rt_other' })
    expect(store.runtimeId).toBe('rt_given')
    store.close()
  })

  it('knows its newest event', () => {
    const store = openForTest(storeFile())
    const { events } = chronicleOfOneRun()
    store.commit(events)
    expect(store.lastEvent).toEqual({ id: events.length, timeMs: events.at(-1)?.timeMs })
  })

  it('keeps all of a transaction or nothing of it', () => {
    const store = openForTest(storeFile())
    const { events } = chronicleOfOneRun()
    const gap = [...events.slice(0, 3), ...events.slice(4)]
    expect(() => store.commit(gap)).toThrow('does not follow')
    expect([store.lastEvent.id, store.workers()]).toEqual([0, []])
    store.commit(events)
    expect(store.lastEvent.id).toBe(events.length)
  })

  it('does not let time go back in its journal', () => {
    const store = openForTest(':memory:')
    const [first, second] = chronicleOfOneRun().events
    if (!first || !second) throw new Error('there are no events')
    expect(() => store.commit([first, { ...second, timeMs: first.timeMs - 1 }])).toThrow('older than')
  })

  it('takes no event twice', () => {
    const store = openForTest(':memory:')
    const { events } = chronicleOfOneRun()
    store.commit(events)
    expect(() => store.commit(events)).toThrow('does not follow')
  })

  it('keeps the history of a worker that was removed', () => {
    const store = openForTest(':memory:')
    const chronicle = chronicleOfOneRun()
    chronicle.removeWorker(firstWorker(chronicle))
    store.commit(chronicle.events)
    expect(store.workers()).toEqual([])
    expect(store.run(runId(1))).toMatchObject({ state: { status: 'ended' } })
  })

  it('is a file of its owner alone', () => {
    const file = storeFile()
    const store = openForTest(file)
    store.commit(chronicleOfOneRun().events)
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(file + suffix).mode & 0o777).toBe(0o600)
  })

  it('is closed once, however often it is asked', () => {
    const store = openStore(storeFile())
    store.close()
    expect(() => store.close()).not.toThrow()
  })

  it('keeps texts as they are, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const store = openStore(':memory:')
        const chronicle = chronicleOfOneRun()
        chronicle.say(firstWorker(chronicle), { kind: 'note', text })
        store.commit(chronicle.events)
        const { items } = store.transcript(runId(1), { start: 1, limit: 1 })
        expect(items).toMatchObject([{ text }])
        store.close()
      }),
      { numRuns: 50 },
    )
  })
})

function chronicleOfOneRun(): Chronicle {
  const chronicle = new Chronicle()
  chronicle.live(chronicle.addWorker())
  return chronicle
}

function firstWorker({ workers }: Chronicle): Chronicle['workers'][number] {
  const [worker] = workers
  if (!worker) throw new Error('there is no worker')
  return worker
}
