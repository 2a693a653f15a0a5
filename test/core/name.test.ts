import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../../src/core/command.ts'
import { isWorkerName, nameOfCommand, numberName } from '../../src/core/name.ts'

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

test('a name with a number behind it is a name, however long the first one is', () => {
  const names = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u).filter(isWorkerName)
  fc.assert(
    fc.property(names, fc.integer({ min: 2, max: 99_999 }), (name, number) => {
      const numbered = numberName(name, number)
      expect(isWorkerName(numbered)).toBe(true)
      expect(numbered.endsWith(`-${number}`)).toBe(true)
      if (name.length < 50) expect(numbered).toBe(`${name}-${number}`)
    }),
  )
  expect(numberName(`${'a'.repeat(61)}\u{20000}`, 2)).toBe(`${'a'.repeat(61)}-2`)
})

test.each<[string, Command]>([
  ['server', { kind: 'argv', argv: ['/usr/local/bin/server', '-v'] }],
  ['npm', { kind: 'shell', line: '  npm run dev | cat' }],
  ['a-b', { kind: 'argv', argv: ['a b'] }],
  ['hidden', { kind: 'argv', argv: ['./.hidden'] }],
  ['run', { kind: 'argv', argv: ['/'] }],
  ['run', { kind: 'shell', line: '[ -f x ]' }],
  ['run', { kind: 'argv', argv: ['x'.repeat(65)] }],
])('a worker that nobody has named is called %s', (name, command) => {
  expect(nameOfCommand(command)).toBe(name)
})
