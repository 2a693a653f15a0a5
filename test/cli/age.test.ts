import { expect, test } from 'vitest'
import { renderAge } from '../../src/cli/age.ts'

test('an age is said in the unit that a person would choose, and not below it', () => {
  const seconds = [-1, 0, 59.9, 119, 120, 7_199, 7_200, 90_000]
  expect(seconds.map(count => renderAge(count * 1_000))).toEqual(['0s', '0s', '59s', '119s', '2m', '119m', '2h', '25h'])
})
