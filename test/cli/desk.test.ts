import { expect, test } from 'vitest'
import { openDesk } from './desk.ts'

test('a command that is not there is refused with the one that may have been meant, also as JSON', async () => {
  const desk = await openDesk()
  const { code, stdout, stderr } = await desk.skep('chek', '--json')
  expect([code, stderr]).toEqual([2, 'skep: there is no command chek in this version\n  did you mean check?\n'])
  expect(JSON.parse(stdout)).toMatchObject({ v: 1, error: { code: 'usage', hint: 'did you mean check?' } })
})
