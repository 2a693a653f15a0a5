import { expect, test } from 'vitest'
import { problemsOf, projectOf, workerOf } from './files.ts'

test('a tab that indents is pointed at', async () => {
  expect(await problemsOf('workers:\n  api:\n\t\tcommand: x\n')).toMatchInlineSnapshot(`
    "skep.yaml:3:1: a tab cannot indent in YAML
       3 │     command: x
         │ ^^^^
      hint: indent with spaces"
  `)
})

test.each([
  ['a list', 'api: { command: [a, b }\n', '2:19: this list is never closed'],
  ['a mapping', 'api: { command: x\n  web: { command: y }\n', '2:8: this mapping is never closed'],
  ['a double quote', 'api: { command: "x }\n', '2:19: this quote is never closed'],
  ['a single quote', `api: { command: 'x }\n`, '2:19: this quote is never closed'],
])('%s that is never closed is pointed at where it opens', async (_, written, problem) => {
  expect(await problemsOf(`workers:\n  ${written}`)).toContain(`skep.yaml:${problem}`)
})

test.each([
  ['a: { command: x } y', '`y`'],
  ['a: { command: @x }', 'a text that begins with `@` needs quotes'],
  ['a: { command: "\\q" }', '`\\q` is no escape in double quotes'],
  ['a: b: c', 'a second `key: value` on one line'],
  ['a: *nobody', 'there is no anchor `&nobody` before this'],
  ['a: &a { command: x, env: *a }', '`*a` stands inside what it stands for'],
  ['a: !secret x', 'unresolved tag: !secret'],
  ['? [a]\n  : x', 'this cannot be a key'],
  ['__proto__: x', 'this cannot be a key'],
  ['a:\n    <<: 5\n    command: x', '`<<` merges a mapping or a list of mappings'],
])('%j is refused', async (written, words) => {
  expect(await problemsOf(`workers:\n  ${written}\n`)).toContain(words)
})

test('a second document is refused', async () => {
  expect(await problemsOf('workers: {}\n---\nworkers: {}\n')).toContain('skep.yaml:2:1: a second document begins here')
})

test('what a fault of syntax does not touch is still looked at', async () => {
  const text = 'workers:\n  a:\n    command: b: c\n  d:\n    kind: x\n  e:\n    extends: a\n'
  expect((await problemsOf(text)).match(/^skep.*/gm)).toEqual([
    'skep.yaml:3:14: a second `key: value` on one line',
    'skep.yaml:4:3: worker `d` has no `command`',
    'skep.yaml:5:11: `kind` takes one of `service`, `task`, found the text "x"',
  ])
})

test('the same key twice names both places', async () => {
  expect(
    await problemsOf(
      'workers:\n  api: { command: x }\n  web: { command: x, tty: true, tty: false }\n  api: { command: y }\n',
    ),
  ).toMatchInlineSnapshot(`
    "skep.yaml:3:33: \`tty\` is there twice: first at line 3, column 22, and again here
       3 │   web: { command: x, tty: true, tty: false }
         │                                 ^^^
      hint: rename or remove one of the two

    skep.yaml:4:3: \`api\` is there twice: first at line 2, column 3, and again here
       4 │   api: { command: y }
         │   ^^^
      hint: rename or remove one of the two

    2 problems"
  `)
})

test('anchors and merge keys are filled in; what a worker says itself counts', async () => {
  const { workers } = await projectOf(`
x-base: &base { command: node a.js, start: manual, env: &env { A: 1 } }
x-more: &more { start: auto, kind: task }
workers:
  api: { <<: *base, env: { <<: *env, B: 2 } }
  web: { <<: [*base, *more], command: y }
  all: *base
`)
  expect(workers).toMatchObject([
    { command: { argv: ['node', 'a.js'] }, start: 'manual', declaredEnv: { A: '1', B: '2' } },
    { command: { argv: ['y'] }, start: 'manual', kind: 'task' },
    { name: 'all', start: 'manual' },
  ])
})

test('JSON with tabs is read', async () => {
  const worker = await workerOf('{\n\t"workers": {\n\t\t"api": {\n\t\t\t"command": ["a"]\n\t\t}\n\t}\n}\n')
  expect(worker.command).toEqual({ kind: 'argv', argv: ['a'] })
})

test('a byte order mark and line ends of Windows are no matter', async () => {
  const worker = await workerOf('\ufeffworkers:\r\n  api:\r\n    command: a b\r\n    shell: true\r\n')
  expect(worker.command).toEqual({ kind: 'shell', line: 'a b' })
})

test('aliases of aliases are not followed for ever', async () => {
  const bomb = Array.from(
    { length: 40 },
    (_, level) => `x-${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`)}]`,
  )
  const text = ['x-0: &a0 [x]', ...bomb, 'workers: { a: { command: *a40 } }'].join('\n')
  expect(await problemsOf(text)).toContain('from here on the file holds more than 100,000 values')
})

test.each(['[', '{a: ', '- ', 'a:\n', '? '])('a file of %j over and over is refused', async piece => {
  await expect(problemsOf(piece.repeat(20_000))).resolves.toMatch(/^skep\.yaml/)
})

test('a file of a thousand problems and more is not printed without end', async () => {
  const text = `workers:\n${Array.from({ length: 3_000 }, (_, index) => `  w${index}: x\n`).join('')}`
  const printed = await problemsOf(text)
  expect(printed).toMatch(/1000 problems, the first 100 of them shown$/)
  expect(printed.match(/takes a mapping/g)).toHaveLength(100)
})
