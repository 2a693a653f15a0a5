import { expect, onTestFinished, test, vi } from 'vitest'
import { openWakes } from '../../src/client/wakes.ts'
import type { SkepEvent } from '../../src/core/event.ts'
import type { Connection } from '../../src/protocol/connection.ts'
import type { Notice } from '../../src/protocol/notice.ts'

function open() {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let hear = (_notice: Notice): void => undefined
  let listeners = 0
  const status = Promise.withResolvers<never>()
  const wakes = openWakes({
    // Nothing else is asked.
    ask: (() => status.promise) as Connection['ask'],
    listen(listener) {
      hear = listener
      listeners += 1
      return () => undefined
    },
  })
  const counts = { one: 0, other: 0 }
  const count = (name: keyof typeof counts) => () => {
    counts[name] += 1
  }
  async function answer(): Promise<void> {
    status.resolve({} as never)
    await status.promise
    await Promise.resolve()
  }
  return { wakes, counts, count, answer, tell: (notice: Notice) => hear(notice), listeners: () => listeners }
}

test('a run is woken by what is told of it, and by nothing else', () => {
  const { wakes, counts, count, tell } = open()
  wakes('run_one', count('one'))
  wakes('run_other', count('other'))
  tell({ kind: 'grew', run: 'run_one', end: 7 })
  tell({ kind: 'events', events: [{ kind: 'run.ended', run: 'run_one' } as unknown as SkepEvent] })
  tell({ kind: 'events', events: [{ kind: 'run.ready', run: 'run_other' } as unknown as SkepEvent] })
  expect(counts).toEqual({ one: 2, other: 0 })
})

test('every run is looked at again and again while the runtime is away, and no longer when it is back', async () => {
  const { wakes, counts, count, answer, tell } = open()
  wakes('run_one', count('one'))
  tell({ kind: 'away', reason: 'gone' })
  // Opened while it is away.
  wakes('run_other', count('other'))
  vi.advanceTimersByTime(1_000)
  expect(counts.one).toBeGreaterThan(5)
  expect(counts.other).toBe(counts.one)
  const before = counts.one
  tell({ kind: 'lagged' })
  expect(counts.one).toBe(before + 1)
  vi.advanceTimersByTime(1_000)
  expect(counts.one).toBe(before + 1)
  // What is known of ends may be known only when the next daemon has answered.
  await answer()
  expect(counts.one).toBe(before + 2)
})

test('who has ended it is not woken, and of many one listens', () => {
  const { wakes, counts, count, tell, listeners } = open()
  const end = wakes('run_one', count('one'))
  wakes('run_one', count('other'))
  end()
  tell({ kind: 'grew', run: 'run_one', end: 7 })
  expect(counts).toEqual({ one: 0, other: 1 })
  expect(listeners()).toBe(1)
})
