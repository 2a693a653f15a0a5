import { expect, test } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { Fault } from '../../src/core/fault.ts'
import { emptyPicture, type Picture } from '../../src/core/picture.ts'
import { type Journal, type News, openJournal } from '../../src/daemon/journal.ts'
import { workerId, workerOf } from '../core/records.ts'
import { until } from '../until.ts'

const news = { kind: 'runtime.started', data: {}, actor: 'user', message: 'began' } as const

/** A journal on a disk that is full until it is freed. */
function openOnDisk(): {
  journal: Journal
  picture: Picture
  kept: SkepEvent[]
  disk: { full: boolean; commits: number; batches: number[] }
} {
  const kept: SkepEvent[] = []
  const disk = { full: false, commits: 0, batches: [] as number[] }
  const store = {
    lastEvent: { id: 0, timeMs: 0 },
    commit(events: readonly SkepEvent[]) {
      disk.commits += 1
      if (disk.full) throw new Fault({ code: 'disk-full', message: 'the disk is full' })
      kept.push(...events)
      disk.batches.push(events.length)
    },
  }
  const picture = emptyPicture('rt_none', 'project')
  return { journal: openJournal({ picture, store, now: Date.now }), picture, kept, disk }
}

function adding(index: number): News {
  const worker = workerOf({ id: workerId(index) })
  return { kind: 'worker.added', data: { worker }, worker: worker.id, actor: 'user', message: 'added' }
}

test('what a full disk refused is kept by itself when there is space again', async () => {
  const { journal, kept, disk } = openOnDisk()
  disk.full = true
  journal.record(news)
  await expect(journal.committed()).rejects.toMatchObject({ code: 'disk-full' })
  disk.full = false
  await until(() => kept.length === 1, { what: 'the event to be kept', show: () => kept })
  journal.record(news)
  await journal.committed()
  expect(kept.map(({ id }) => id)).toEqual([1, 2])
})

test('once the disk takes events again they are told with the next tick', async () => {
  const { journal, disk } = openOnDisk()
  const told: number[] = []
  journal.onCommit(events => told.push(...events.map(({ id }) => id)))
  disk.full = true
  journal.record(news)
  await expect(journal.committed()).rejects.toThrow()
  disk.full = false
  await journal.committed()
  journal.record(news)
  await new Promise(resolve => setImmediate(resolve))
  await new Promise(resolve => setImmediate(resolve))
  expect(told).toEqual([1, 2])
})

test('a journal that is closed touches the store no more', async () => {
  const { journal, disk } = openOnDisk()
  journal.record(news)
  journal.close()
  const { commits } = disk
  journal.record(news)
  await journal.committed().catch(() => undefined)
  await new Promise(resolve => setImmediate(resolve))
  expect(disk.commits).toBe(commits)
})

test('many events take several ticks, each a few of them, and all are told in their order', async () => {
  const { journal, disk } = openOnDisk()
  const told: number[] = []
  journal.onCommit(events => told.push(...events.map(({ id }) => id)))
  for (let at = 0; at < 500; at += 1) journal.record(news)
  await journal.committed()
  expect(Math.max(...disk.batches)).toBeLessThan(100)
  expect(told).toEqual(Array.from({ length: 500 }, (_, at) => at + 1))
})

test('who waits for an event is answered when it is on disk, not when all that came after it are', async () => {
  const { journal, kept } = openOnDisk()
  for (let at = 0; at < 100; at += 1) journal.record(news)
  const isKept = journal.committed()
  for (let at = 0; at < 400; at += 1) journal.record(news)
  await isKept
  expect(kept.length).toBeGreaterThanOrEqual(100)
  expect(kept.length).toBeLessThan(500)
  await journal.committed()
  expect(kept).toHaveLength(500)
})

test('what is said of one worker in a row is kept in one piece', async () => {
  const { journal, disk } = openOnDisk()
  for (let at = 0; at < 60; at += 1) journal.record(news)
  for (let at = 0; at < 20; at += 1) journal.record({ ...news, worker: 'wrk_1' })
  for (let at = 0; at < 10; at += 1) journal.record({ ...news, worker: 'wrk_2' })
  await journal.committed()
  expect(disk.batches).toEqual([80, 10])
})

test('a close writes all that waits', () => {
  const { journal, kept } = openOnDisk()
  for (let at = 0; at < 500; at += 1) journal.record(news)
  journal.close()
  expect(kept).toHaveLength(500)
})

test('what was attempted and cannot be kept was never done, and what was observed beside it is kept later', async () => {
  const { journal, picture, kept, disk } = openOnDisk()
  const done: string[] = []
  disk.full = true
  journal.record(adding(1))
  const attempt = journal.attempt(async () => {
    journal.record(adding(2))
    journal.whenKept(() => done.push('a process'))
  })
  await expect(attempt).rejects.toMatchObject({ code: 'disk-full' })
  expect([...picture.workers.keys()]).toEqual([workerId(1)])
  disk.full = false
  await journal.attempt(async () => {
    journal.record(adding(3))
    journal.whenKept(() => done.push('another process'))
  })
  expect(kept.map(({ id, worker }) => [id, worker])).toEqual([
    [1, workerId(1)],
    [2, workerId(3)],
  ])
  expect(done).toEqual(['another process'])
})

test('what is observed after an attempt is not lost with it, and who attempted is told so', async () => {
  const { journal, picture, kept, disk } = openOnDisk()
  const taken: unknown[] = []
  journal.onTakenBack(events => taken.push(...events.map(({ worker }) => worker)))
  disk.full = true
  const attempt = journal.attempt(async () => void journal.record(adding(1)))
  journal.record(adding(2))
  expect([...picture.workers.keys()]).toEqual([workerId(2)])
  disk.full = false
  await expect(attempt).rejects.toMatchObject({ code: 'disk-full' })
  await journal.committed()
  expect(kept.map(({ id, worker }) => [id, worker])).toEqual([[1, workerId(2)]])
  expect(taken).toEqual([workerId(1)])
})

test('many attempts of one tick are one transaction', async () => {
  const { journal, kept, disk } = openOnDisk()
  const attempts = [1, 2, 3, 4].map(index => journal.attempt(async () => void journal.record(adding(index))))
  await Promise.all(attempts)
  expect({ kept: kept.length, commits: disk.commits }).toEqual({ kept: 4, commits: 1 })
})
