import { expect, test } from 'vitest'
import { type Lane, Merger } from '../../src/client/merge.ts'
import { until } from '../until.ts'

type Item = { readonly timeMs: number; readonly text: string }

test('what is there comes in the order of time, each lane in its own order', async () => {
  const merger = new Merger<Item>()
  merger.add(
    laneOf([
      [1, 5],
      [4, 9],
    ]),
  )
  merger.add(laneOf([[2, 3], [], [6]]))
  merger.add(laneOf([]))
  expect(await collect(merger)).toEqual([1, 2, 3, 5, 4, 6, 9])
})

test('a lane that has nothing now is not waited for', async () => {
  const merger = new Merger<Item>()
  const [quiet, busy] = [new Fed(), new Fed()]
  merger.add(quiet)
  merger.add(busy)
  const told: number[] = []
  const stop = new AbortController()
  const reading = (async () => {
    for await (const batch of merger.batches({ signal: stop.signal, open: true }))
      told.push(...batch.map(({ timeMs }) => timeMs))
  })()
  for (const [lane, timeMs] of [
    [busy, 5],
    [busy, 6],
    [quiet, 1],
    [busy, 7],
  ] as const) {
    lane.waiting.push(timeMs)
    merger.wake(lane)
    await until(() => told.at(-1) === timeMs, { what: `${timeMs} to be told`, show: () => told })
  }
  stop.abort()
  await reading
  expect(told).toEqual([5, 6, 1, 7])
})

test('lanes that come later are read, and it ends when all are over', async () => {
  const merger = new Merger<Item>()
  merger.add(laneOf([[1]]))
  const told: number[] = []
  for await (const batch of merger.batches({ signal: new AbortController().signal, open: false })) {
    told.push(...batch.map(({ timeMs }) => timeMs))
    if (told.length === 1) merger.add(laneOf([[0]]))
  }
  expect(told).toEqual([1, 0])
})

test('what goes wrong in a lane goes wrong for who reads', async () => {
  const merger = new Merger<Item>()
  merger.add({ read: () => Promise.reject(new Error('gone')) })
  await expect(collect(merger)).rejects.toThrow('gone')
})

class Fed implements Lane<Item> {
  readonly waiting: number[] = []

  async read() {
    return { items: this.waiting.splice(0).map(toItem), state: 'idle' as const }
  }
}

function laneOf(pages: readonly (readonly number[])[]): Lane<Item> {
  const left = [...pages]
  return {
    async read() {
      const items = (left.shift() ?? []).map(toItem)
      return { items, state: left.length > 0 ? 'more' : 'over' }
    },
  }
}

function toItem(timeMs: number): Item {
  return { timeMs, text: String(timeMs) }
}

async function collect(merger: Merger<Item>): Promise<number[]> {
  const all: number[] = []
  for await (const batch of merger.batches({ signal: new AbortController().signal, open: false }))
    all.push(...batch.map(({ timeMs }) => timeMs))
  return all
}
