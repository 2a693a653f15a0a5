import { expect, test } from 'vitest'
import { openChanges } from '../../src/daemon/changes.ts'
import { until } from '../until.ts'

const busyMs = 1

function work(): void {
  for (const end = performance.now() + busyMs; performance.now() < end; );
}

test('a change to many lets the loop turn, and whoever waits for it finds it made', async () => {
  const changes = openChanges()
  const made: number[] = []
  let turns = 0
  const count = (): void => {
    turns += 1
    if (changes.isHalfway) setImmediate(count)
  }
  const items = Array.from({ length: 50 }, (_, at) => at)
  const all = changes.each(items, item => {
    work()
    made.push(item)
  })
  setImmediate(count)
  expect(changes.isHalfway).toBe(true)
  expect(made.length).toBeLessThan(items.length)
  await changes.whole()
  expect(made).toEqual(items)
  expect(turns).toBeGreaterThan(3)
  await all
  expect(changes.isHalfway).toBe(false)
})

test('a change that fails halfway is over', async () => {
  const changes = openChanges()
  const failing = changes.each([1, 2], () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await changes.whole()
  await until(() => !changes.isHalfway, { what: 'nothing to be halfway' })
})
