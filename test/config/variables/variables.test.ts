import { expect, test } from 'vitest'
import { problemsOf, projectOf, workerOf } from '../files.ts'

/** The words of a command that holds this text, in an environment. */
async function wordsOf(text: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { command } = await workerOf(`workers:\n  a: { command: ['x', ${JSON.stringify(text)}] }\n`, { env })
  return command.kind === 'argv' ? command.argv.slice(1) : []
}

test.each([
  ['${A}', '1'],
  ['${A}${B}-${A}', '12-1'],
  ['${NONE:-x y}', 'x y'],
  ['${EMPTY:-x}', 'x'],
  ['${EMPTY}', ''],
  ['${NONE:-${A}/${NONE:-b}}', '1/b'],
  ['${NONE:-}', ''],
  ['$$', '$'],
  ['$${A}', '${A}'],
  ['$$$A', '$$A'],
  ['$A $1 $ $(x)', '$A $1 $ $(x)'],
  ['}', '}'],
])('%s becomes %j', async (text, filled) => {
  expect(await wordsOf(text, { A: '1', B: '2', EMPTY: '' })).toEqual([filled])
})

test.each([
  ['${NONE}', 3, '`NONE` is not set'],
  ['a ${NONE', 5, '`${` is never closed'],
  ['${A%.js}', 3, '`${A%.js}` is no form of a variable that skep knows'],
  ['${}', 3, '`${}` is no form of a variable that skep knows'],
  ['${1}', 3, '`${1}` is no form of a variable that skep knows'],
  ['${A:-${NONE}', 3, '`${A:-` is never closed'],
  ['${NONE:-${OTHER}}', 11, '`OTHER` is not set'],
])('%s is refused at its place', async (text, column, words) => {
  expect(await problemsOf(`workers:\n  a:\n    command: x\n    cwd:\n      ${text}\n`)).toContain(
    `skep.yaml:5:${column + 4}: ${words}`,
  )
})

test('a name that is not set has the name that was meant beside it', async () => {
  expect(await problemsOf('workers: { a: { command: "x ${HMOE}" } }', { env: { HOME: '/' } })).toMatchInlineSnapshot(`
    "skep.yaml:1:29: \`HMOE\` is not set
       1 │ workers: { a: { command: "x \${HMOE}" } }
         │                             ^^^^^^^
      hint: did you mean \`\${HOME}\`? or give a fallback: \`\${HMOE:-…}\`; for a shell's own, write \`$\${HMOE}\`"
  `)
})

test('what a variable brings in is read like what stands there: it may be several words', async () => {
  const { command } = await workerOf('workers: { a: { command: "x ${ARGS} \'${ONE}\'" } }', {
    env: { ARGS: '-a -b', ONE: 'c d' },
  })
  expect(command).toEqual({ kind: 'argv', argv: ['x', '-a', '-b', 'c d'] })
})

test('a fault in what a variable brings in is shown at the variable', async () => {
  expect(await problemsOf('workers: { a: { command: "x ${NAME} y" } }', { env: { NAME: "O'Hara" } })).toContain(
    'skep.yaml:1:29: this single quote is never closed',
  )
})

test('texts of every kind are filled in: folders, durations, words', async () => {
  const worker = await workerOf('workers: { a: { command: x, cwd: "${D}", kind: "${K}", stop: { grace: "${G}" } } }', {
    env: { D: '.', K: 'task', G: '7s' },
  })
  expect(worker).toMatchObject({ kind: 'task', stop: { graceMs: 7_000 } })
})

test('the nearest value counts: of the worker, its env files, all workers, their env files, the one who asks', async () => {
  const files = { 'all.env': 'B=all-file\nC=all-file\nD=all-file\nE=all-file\n', 'one.env': 'D=one-file\nE=one-file\n' }
  const text = `
env_file: all.env
env: { C: all, D: all, E: all }
workers:
  api: { command: "x \${A} \${B} \${C} \${D} \${E}", env_file: one.env, env: { E: one } }
`
  const env = { A: 'asker', B: 'asker', C: 'asker', D: 'asker', E: 'asker' }
  const worker = await workerOf(text, { files, env })
  expect(worker.command).toEqual({ kind: 'argv', argv: ['x', 'asker', 'all-file', 'all', 'one-file', 'one'] })
  expect(worker.declaredEnv).toEqual({ B: 'all-file', C: 'all', D: 'one-file', E: 'one' })
  expect(worker.env).toEqual({ A: 'asker', ...worker.declaredEnv })
})

test('a value that names itself means the one outside', async () => {
  const text = 'env: { PATH: "b:${PATH}" }\nworkers: { a: { command: x, env: { PATH: "a:${PATH}" } } }'
  expect((await workerOf(text, { env: { PATH: 'c' } })).env).toEqual({ PATH: 'a:b:c' })
})

test('values may name each other in any order', async () => {
  const text = 'workers: { a: { command: x, env: { A: "${B}!", B: "${C}!", C: c } } }'
  expect((await workerOf(text)).declaredEnv).toEqual({ A: 'c!!', B: 'c!', C: 'c' })
})

test('a circle is told once, and what hangs on it is not told at all', async () => {
  const text = 'env:\n  A: ${B}\n  B: ${C}\n  C: ${A}\n  D: ${A}\nworkers:\n  a: { command: "x ${D}" }\n'
  expect(await problemsOf(text)).toMatchInlineSnapshot(`
    "skep.yaml:2:6: these variables name each other in a circle: A → B → C → A
       2 │   A: \${B}
         │      ^^^^
      hint: give one of them a value of its own"
  `)
})

test('numbers and booleans under env are taken as they are written', async () => {
  const worker = await workerOf(
    'workers: { a: { command: x, env: { A: 007, B: 1.0, C: yes, D: true, E: 0x1F, F: "" } } }',
  )
  expect(worker.declaredEnv).toEqual({ A: '007', B: '1.0', C: 'yes', D: 'true', E: '0x1F', F: '' })
})

test.each([
  ['2A: x', '"2A" cannot be a name'],
  ['A-B: x', '"A-B" cannot be a name'],
  ['"A B": x', '"A B" cannot be a name'],
  ['"A=B": x', '"A=B" cannot be a name'],
  ['A:', '`env.A` takes a text, found nothing'],
  ['A: [x]', '`env.A` takes a text, found a list'],
  ['A: "a\\0b"', 'the value of `A` holds a NUL character'],
  ['SKEP_RUN_ID: x', '`SKEP_RUN_ID` is set by skep for each run'],
  [`A: ${'x'.repeat(131_072)}`, '`A` is longer than the 128KiB that a program can get'],
])('env: { %s } is refused', async (written, words) => {
  const level = written.length > 100 ? '' : `env:\n  ${written}\n`
  expect(await problemsOf(`${level}workers:\n  a:\n    command: x\n    env:\n      ${written}\n`)).toContain(words)
})

test('variables that double each other are stopped before they fill the memory', async () => {
  const rows = Array.from({ length: 64 }, (_, index) => `  A${index}: "\${A${index + 1}}\${A${index + 1}}"`)
  expect(await problemsOf(`env:\n${rows.join('\n')}\n  A64: xx\nworkers: {}\n`)).toContain(
    'with this the text is longer than 131072 characters',
  )
})

test('the paths of env files are filled in from what is around them', async () => {
  const files = { 'test.env': 'A=1' }
  const { workers } = await projectOf('env: { MODE: test }\nworkers: { a: { command: x, env_file: "${MODE}.env" } }', {
    files,
  })
  expect(workers[0]?.declaredEnv).toEqual({ MODE: 'test', A: '1' })
})
