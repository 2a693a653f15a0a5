import { expect, test } from 'vitest'
import { isWorkerName } from '../../src/core/name.ts'

test.each(['api', 'api-1', 'web.2', 'build:css', '@'.padStart(2, 'a'), 'größe', '日本', '1', 'a'.repeat(64)])(
  '%s names a worker',
  name => {
    expect(isWorkerName(name)).toBe(true)
  },
)

test.each([
  '',
  ' ',
  'a b',
  '-f',
  '@group',
  'api-*',
  'a?',
  '../x',
  '.x',
  'a\nb',
  '\u001b[31m',
  'wrk_1',
  'run_1',
  '__proto__',
  'a'.repeat(65),
])('%j does not: it is blank, a flag, a pattern, a path, an id, or could not be typed', name => {
  expect(isWorkerName(name)).toBe(false)
})
