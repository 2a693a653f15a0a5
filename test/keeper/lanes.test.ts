import { expect, test } from 'vitest'
import { openLanes } from '../../src/keeper/lanes.ts'

test('so many are under way at a time, the others in their order, and a failure makes room as an end does', async () => {
  const inLane = openLanes(3)
  const begun: number[] = []
  const ends = Array.from({ length: 6 }, () => Promise.withResolvers<number>())
  const works = ends.map(({ promise }, at) =>
    inLane(() => {
      begun.push(at)
      return promise
    }),
  )
  expect(begun).toEqual([0, 1, 2])
  ends[1]?.resolve(10)
  expect(await works[1]).toBe(10)
  ends[0]?.reject(new Error('no'))
  await expect(works[0]).rejects.toThrow('no')
  expect(begun).toEqual([0, 1, 2, 3, 4])
  for (const { resolve } of ends) resolve(0)
  await Promise.allSettled(works)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5])
})
