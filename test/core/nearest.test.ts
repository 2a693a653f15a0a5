import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from '../../src/core/nearest.ts'

const known = ['command', 'cwd', 'env', 'env_file', 'tty', 'restart', 'start', 'stop', 'streams']

test.each([
  ['comand', 'command'],
  ['commnad', 'command'],
  ['Command', 'command'],
  ['env-file', 'env_file'],
  ['envfile', 'env_file'],
  ['restrat', 'restart'],
  ['ttty', 'tty'],
  ['cdw', 'cwd'],
])('%s was meant to be %s', (word, name) => {
  expect(nearest(word, known)).toBe(name)
})

test.each(['image', 'x', '', 'depends_on', 'xyz'])('%j was meant to be none of them', word => {
  expect(nearest(word, known)).toBeUndefined()
})

test('a word that is known is its own nearest', () => {
  fc.assert(
    fc.property(fc.constantFrom(...known), word => {
      expect(nearest(word, known)).toBe(word)
    }),
  )
})

test('the answer is one of the known words or none', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (word, names) => {
      const name = nearest(word, names)
      if (name !== undefined) expect(names).toContain(name)
    }),
  )
})
