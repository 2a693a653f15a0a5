import { statSync, truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { openStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'
import { until } from '../until.ts'
import { startChild } from './children.ts'
import { copyAsAfterCrash, openForTest, pictureOf, project, storeFile } from './stores.ts'

describe('after a crash', () => {
  it('every event that was acknowledged is there, and nothing but whole ones, each time again', async () => {
    const file = storeFile()
    let kept = 0
    for (let crash = 1; crash <= 3; crash += 1) {
      const child = startChild('commits-for-ever.ts', file)
      await until(() => child.lines().length > 200, { what: 'many events to be acknowledged' })
      await child.kill()
      const acknowledged = Number(child.lines().at(-1))
      const store = openStore(file)
      expect(acknowledged).toBeGreaterThan(kept + 200)
      expect(store.lastEvent.id).toBeGreaterThanOrEqual(acknowledged)
      kept = store.lastEvent.id
      expect(store.damaged()).toEqual([])
      store.close()
    }
  })

  it('the records are what the events come to', async () => {
    const file = storeFile()
    const child = startChild('commits-for-ever.ts', file)
    await until(() => child.lines().length > 100, { what: 'many events to be acknowledged' })
    await child.kill()
    const store = openForTest(file)
    const events: SkepEvent[] = []
    for (let after = 0; after < store.lastEvent.id; ) {
      const page = store.readEvents({ after, limit: 256 })
      events.push(...page.events)
      after = page.next
    }
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: store.lastEvent.id }, (_, index) => index + 1))
    expect(store.picture(project)).toStrictEqual(pictureOf(store, events))
  })

  it('a torn tail is cut: what was whole before it is there, and the journal goes on', () => {
    const chronicle = new Chronicle()
    chronicle.live(chronicle.addWorker())
    const [first, ...rest] = chronicle.events
    if (!first) throw new Error('there is no event')
    const file = storeFile()
    const store = openForTest(file)
    store.commit([first])
    const wholeBytes = statSync(`${file}-wal`).size
    store.commit(rest)
    for (const bytes of [wholeBytes + 1, wholeBytes + 100, statSync(`${file}-wal`).size - 1]) {
      const torn = copyAsAfterCrash(file)
      truncateSync(`${torn}-wal`, bytes)
      const opened = openForTest(torn)
      expect(opened.lastEvent.id).toBe(1)
      opened.commit(rest)
      expect(opened.lastEvent.id).toBe(chronicle.events.length)
    }
  })

  it('in the middle of making the store, it is made anew', () => {
    const file = storeFile()
    const left = openStore(`${file}.new`)
    left.close()
    const store = openForTest(file)
    expect(store.runtimeId).not.toBe(left.runtimeId)
  })
})
