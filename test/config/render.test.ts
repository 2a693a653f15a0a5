import { expect, test } from 'vitest'
import { renderProblems } from '../../src/config/render.ts'
import { problemAt, problemOf } from '../../src/config/text/problem.ts'
import { toSource } from '../../src/config/text/source.ts'
import { problemsOf } from './files.ts'

function printedAt(text: string, start: number, end: number): string {
  const place = { source: toSource('/shop/skep.yaml', text), start, end }
  return renderProblems([problemAt(place, { message: 'wrong' })], { colour: false, from: '/shop' })
}

test('tabs and characters of two columns do not shift the caret', () => {
  expect(printedAt('\ta: 日本 x', 7, 8)).toMatchInlineSnapshot(`
    "skep.yaml:1:8: wrong
       1 │   a: 日本 x
         │           ^"
  `)
})

test('what a caret underlines ends with its line', () => {
  expect(printedAt('a: [\n  b\n]', 3, 10)).toMatchInlineSnapshot(`
    "skep.yaml:1:4: wrong
       1 │ a: [
         │    ^"
  `)
})

test('a place at the very end of a file is shown', () => {
  expect(printedAt('a:\n  b', 6, 6)).toMatchInlineSnapshot(`
    "skep.yaml:2:4: wrong
       2 │   b
         │    ^"
  `)
})

test('a long line is cut around its caret', () => {
  const printed = printedAt(`a: ${'x'.repeat(300)}!${'y'.repeat(300)}`, 303, 304)
  expect(printed).toMatchInlineSnapshot(`
    "skep.yaml:1:304: wrong
       1 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx!yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
         │                                                              ^"
  `)
})

test('a file cannot steer the terminal that its problems are shown on', async () => {
  const printed = await problemsOf(
    'workers: { "\\e[2J": { command: x }, a: { command: x, kind: "\\e]0;x\\a" } } # \u001b[31m\u009b2J\n',
  )
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  expect(printed).toContain('# ␛[31m')
})

test.each([
  [
    'env: { API_KEY: hunter2, db_password: "hun,ter", X: [1] }',
    'env: { API_KEY: •••••••, db_password: •••••••••, X: [1] }',
  ],
  ['env: { keys: x, X: [1] }', 'env: { keys: x, X: [1] }'],
  ['workers: { a: { stop: { keys: [nope] }, command: x } }', 'workers: { a: { stop: { keys: [nope] }, command: x } }'],
  ['github_token: a, b "c', 'github_token: •••••••'],
])('secrets in a line are masked, and nothing else: %s', async (line, shown) => {
  expect(await problemsOf(`${line}\n`)).toContain(` │ ${shown}\n`)
})

test('colours are put in by meaning, and leave the text as it is', async () => {
  const place = { source: toSource('/shop/skep.yaml', 'a: b'), start: 3, end: 4 }
  const problems = [problemAt(place, { message: 'wrong', hint: 'right' }), problemOf('/shop/.env', { message: 'gone' })]
  const coloured = renderProblems(problems, { colour: true })
  expect(coloured).toContain('\u001b[31m^\u001b[0m')
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderProblems(problems, { colour: false }))
  expect(renderProblems(problems, { colour: false })).toMatchInlineSnapshot(`
    "/shop/skep.yaml:1:4: wrong
       1 │ a: b
         │    ^
      hint: right

    /shop/.env: gone

    2 problems"
  `)
})
