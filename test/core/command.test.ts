import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteCommand, quoteWord, splitWords, toArgv } from '../../src/core/command.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 40 })

test('a line is split at blanks, and quotes keep together what they hold', () => {
  expect(splitWords(`node  "my server.js" --name='a "b"' c\\ d\n\te""f ''`)).toEqual({
    ok: true,
    words: ['node', 'my server.js', '--name=a "b"', 'c d', 'ef', ''],
  })
})

test('a backslash escapes anything outside quotes, only what is special inside double quotes, nothing in single ones', () => {
  expect(splitWords(`\\a "\\a\\$\\"" '\\a' a\\\nb`)).toEqual({ ok: true, words: ['a', '\\a$"', '\\a', 'ab'] })
})

test.each([
  [`node "a b`, 5, 'this double quote is never closed'],
  [`node 'a b`, 5, 'this single quote is never closed'],
  [`echo it's`, 7, 'this single quote is never closed'],
  [`echo \\`, 5, 'a backslash at the end escapes nothing'],
])('%s is refused with the place of the fault', (line, at, message) => {
  expect(splitWords(line)).toEqual({ ok: false, at, message })
})

test('a real shell splits every line into the same words', () => {
  const piece = fc.constantFrom('a', 'b', '=', '/', ' ', '  ', '\t', '\r', "'", '"', '\\', "'a b'", '"b c"', "''", 'é')
  const line = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))
  const lines = fc.sample(line, { numRuns: 500, seed: 7 })
  const good = lines.flatMap(text => {
    const split = splitWords(text)
    return split.ok ? [{ text, words: split.words }] : []
  })
  expect(good.length).toBeGreaterThan(100)
  expect(wordsOfShell(good.map(({ text }) => text))).toEqual(good.map(({ words }) => words))
})

test('what is quoted is split into the same words again', () => {
  const words = fc.tuple(anyText, fc.array(anyText, { maxLength: 5 }))
  fc.assert(
    fc.property(words, ([program, rest]) => {
      const line = quoteCommand({ kind: 'argv', argv: [program, ...rest] })
      expect(splitWords(line)).toEqual({ ok: true, words: [program, ...rest] })
    }),
  )
})

test('what is quoted is read back as it was by a real shell', () => {
  const words = [
    '',
    ' ',
    'a b',
    `it's`,
    '"',
    '$HOME',
    '`id`',
    '$(id)',
    '*',
    '~',
    '#',
    '!',
    'a\nb',
    '\\',
    '-n',
    'a;b',
    'ü日本',
    '{a,b}',
    'A=b',
  ]
  expect(wordsOfShell([words.map(quoteWord).join(' ')])).toEqual([words])
})

test('a program with = in its name is not pasted as an assignment', () => {
  expect(quoteCommand({ kind: 'argv', argv: ['A=b', 'A=b'] })).toBe("'A=b' A=b")
})

test('splitting ends with words or a place in the line, whatever the line', () => {
  fc.assert(
    fc.property(anyText, line => {
      const split = splitWords(line)
      if (!split.ok) expect(line.slice(split.at, split.at + 1)).toMatch(/['"\\]/)
    }),
  )
})

test('a line for the shell is run by sh', () => {
  expect(toArgv({ kind: 'shell', line: 'a | b' })).toEqual(['/bin/sh', '-c', 'a | b'])
  expect(toArgv({ kind: 'argv', argv: ['a', 'b'] })).toEqual(['a', 'b'])
})

/** Has `sh` split each line, and gives the words that arrived. */
function wordsOfShell(lines: readonly string[]): readonly (readonly string[])[] {
  const script = [
    `w() { for word; do printf '%s\\000' "$word"; done; printf '\\001'; }`,
    ...lines.map(line => `w ${line}`),
  ]
  const output = execFileSync('sh', ['-c', script.join('\n')], { encoding: 'utf8' })
  return output
    .split('\u0001')
    .slice(0, -1)
    .map(words => words.split('\0').slice(0, -1))
}
