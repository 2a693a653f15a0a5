import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDotenv } from '../../../src/config/variables/dotenv.ts'
import { problemsOf, workerOf } from '../files.ts'

/** The variables of an env file that has to be good. */
function valuesOf(text: string): Readonly<Record<string, string>> {
  const { entries, problems } = parseDotenv(text)
  expect(problems).toEqual([])
  return Object.fromEntries(Array.from(entries, ([name, { value }]) => [name, value]))
}

test.each([
  ['A=1\nB=2', { A: '1', B: '2' }],
  ['A = 1 \r\n\r\n  B=2', { A: '1', B: '2' }],
  ['export A=1\nexport\tB=2', { A: '1', B: '2' }],
  ['exported=1', { exported: '1' }],
  ['# A=0\nA=1 # one\nB=a#b\nC=#', { A: '1', B: 'a#b', C: '' }],
  ['A=\nB=""\nC=\'\'', { A: '', B: '', C: '' }],
  ['A=a b "c"', { A: 'a b "c"' }],
  ['A="a # b" # c', { A: 'a # b' }],
  ['A="a\\nb\\t\\"c\\"\\\\ \\$D \\x"', { A: 'a\nb\t"c"\\ $D \\x' }],
  ["A='a\\nb ${C} $D'", { A: 'a\\nb ${C} $D' }],
  ['A="one\ntwo\r\nthree"\nB=2', { A: 'one\ntwo\nthree', B: '2' }],
  ["A='one\ntwo'", { A: 'one\ntwo' }],
  ['A=`it\'s "x"`', { A: 'it\'s "x"' }],
  ['A=${B}', { A: '${B}' }],
  ['A=1\nA=2', { A: '2' }],
  ['A=b=c==', { A: 'b=c==' }],
  ['', {}],
])('%j is read', (text, values) => {
  expect(valuesOf(text)).toEqual(values)
})

test.each([
  ['A', 0, 'expected `NAME=value`'],
  ['A: 1', 0, 'expected `NAME=value`'],
  ['  export A', 2, 'expected `NAME=value`'],
  ['A=1\n1B=2', 4, '"1B" cannot be the name of a variable'],
  ['export A-B=2', 7, '"A-B" cannot be the name of a variable'],
  ['=x', 0, 'expected `NAME=value`'],
  ['A="x\nB=1', 2, 'the value of A is never closed'],
  ["A='x", 2, 'the value of A is never closed'],
  ['A="x" y', 6, 'unexpected text after the value of A'],
])('%j is refused at its place', (text, at, message) => {
  expect(parseDotenv(text).problems).toMatchObject([{ at, message }])
})

test('after a line that is wrong the next one is read', () => {
  expect(parseDotenv('nonsense\nA=1\nmore nonsense\n')).toMatchObject({ problems: [{ at: 0 }, { at: 13 }] })
})

test('a value in quotes is read back as it was', () => {
  const value = fc.string({ unit: 'grapheme' }).map(text => text.replaceAll('\r', ''))
  fc.assert(
    fc.property(value, text => {
      const quoted = text.replaceAll(/[\\"$]/g, '\\$&')
      expect(valuesOf(`A="${quoted}"`)).toEqual({ A: text })
    }),
  )
})

test('reading ends with variables or problems inside the text, whatever the text', () => {
  const piece = fc.constantFrom('A', '=', '"', "'", '`', '\\', '\n', '\r\n', ' ', '#', 'export ', '$', '\0', 'é')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const text = pieces.join('')
      for (const { at, end } of parseDotenv(text).problems) {
        expect(at).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(text.length)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a line of nothing but blanks is read in a moment, however long', () => {
  expect(parseDotenv(`${' '.repeat(250_000)}x`).problems).toMatchObject([{ at: 250_000 }])
  expect(parseDotenv(`export${' '.repeat(250_000)}`).problems).toHaveLength(1)
})

test('what is wrong in an env file is shown without any value', async () => {
  const files = { '.env': 'API_KEY="hunter2" x\nGOOD=1\nnot a variable\nOPEN=\'hunter3\nhunter4\n' }
  const printed = await problemsOf('env_file: .env\nworkers: {}\n', { files })
  expect(printed).toMatchInlineSnapshot(`
    ".env:1:19: unexpected text after the value of API_KEY
       1 │ API_KEY=•••••••••••
         │                   ^
      hint: after a closing quote only a comment can follow

    .env:3:1: expected \`NAME=value\`
       3 │ ••••••••••••••
         │ ^^^^^^^^^^^^^^
      hint: a comment begins with \`#\`

    .env:4:6: the value of OPEN is never closed
       4 │ OPEN=••••••••
         │      ^
      hint: close it with '

    3 problems"
  `)
  expect(printed).not.toContain('hunter')
})

test.each([
  ['env_file: .none', '`.none` does not exist'],
  ['env_file: [sub]', '`sub` is a folder, not a file'],
  ['env_file: { path: .none, optional: yes }', '`env_file.optional` takes `true` or `false`, found the text "yes"'],
  ['env_file: { optional: true }', '`env_file.path` is missing'],
  ['env_file: { path: .none, optinal: true }', 'did you mean `optional`?'],
  ['env_file: [[x]]', '`env_file[0]` takes a path or `{ path, optional }`, found a list'],
  ['env_file: 5', '`env_file` takes a path or `{ path, optional }`, or a list of them, found the number 5'],
])('%s is refused', async (written, words) => {
  expect(await problemsOf(`${written}\nworkers: {}\n`, { files: { 'sub/': '' } })).toContain(words)
})

test('of several env files the later one counts, and one that may be missing may be missing', async () => {
  const files = { '.env': 'A=1\nB=1', '.env.local': 'B=2' }
  const worker = await workerOf(
    'env_file: [.env, { path: .env.local, optional: true }, { path: .none, optional: true }]\nworkers: { a: { command: x } }',
    { files },
  )
  expect(worker.declaredEnv).toEqual({ A: '1', B: '2' })
})
