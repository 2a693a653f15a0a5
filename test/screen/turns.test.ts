import { expect, test } from 'vitest'
import { takeTurns } from '../../src/screen/turns.ts'

/** Work of so many steps, each of which says its name. */
function workOf(name: string, steps: number, said: string[]): Promise<number> {
  let left = steps
  let told = 0
  return new Promise(done => {
    takeTurns({
      step: () => {
        said.push(name)
        left -= 1
        return left > 0
      },
      tell: () => {
        told += 1
        if (left === 0) done(told)
      },
    })
  })
}

test('all that waits has a step in turn', async () => {
  const said: string[] = []
  await Promise.all([workOf('a', 3, said), workOf('b', 2, said), workOf('c', 1, said)])
  expect(said.join('')).toBe('abcaba')
})

test('work is told once a turn, not once a step', async () => {
  expect(await workOf('a', 100, [])).toBeLessThan(100)
})

test('long work leaves the loop its turns', async () => {
  let turns = 0
  const count = () => {
    turns += 1
  }
  const wait = setInterval(count)
  const spin = new Promise<void>(done => {
    let left = 100
    takeTurns({
      step: () => {
        const end = performance.now() + 1
        while (performance.now() < end);
        left -= 1
        if (left === 0) done()
        return left > 0
      },
      tell: () => {},
    })
  })
  await spin
  clearInterval(wait)
  expect(turns).toBeGreaterThan(3)
})
