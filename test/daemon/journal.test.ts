import { expect, test } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { Fault } from '../../src/core/fault.ts'
import { emptyPicture } from '../../src/core/picture.ts'
import { type Journal, openJournal } from '../../src/daemon/journal.ts'
import { until } from '../until.ts'

const news = { kind: 'runtime.started', data: {}, actor: 'user', message: 'began' } as const

/** A journal on a disk that is full until it is freed. */
function openOnDisk(): { journal: Journal; kept: SkepEvent[]; disk: { full: boolean; commits: number } } {
  const kept: SkepEvent[] = []
  const disk = { full: false, commits: 0 }
  const store = {
    lastEvent: { id: 0, timeMs: 0 },
    commit(events: readonly SkepEvent[]) {
      disk.commits += 1
      if (disk.full) throw new Fault({ code: 'disk-full', message: 'the disk is full' })
      kept.push(...events)
    },
  }
  const picture = emptyPicture('rt_none', 'project')
  return { journal: openJournal({ picture, store, now: Date.now }), kept, disk }
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
