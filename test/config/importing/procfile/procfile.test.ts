import { expect, test } from 'vitest'
import { loadProject } from '../../../../src/config/load.ts'
import type { WorkerSpec } from '../../../../src/core/spec.ts'
import { folderWith, printed } from '../../files.ts'

type Options = {
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly file?: string
}

async function workersOf(
  text: string,
  { files = {}, env = {}, file = 'Procfile' }: Options = {},
): Promise<readonly WorkerSpec[]> {
  const folder = folderWith({ [file]: text, ...files })
  const loaded = await loadProject({ folder, file, env, home: '/' })
  return loaded.ok ? loaded.project.workers.map(worker => ({ ...worker, cwd: worker.cwd.replace(folder, '.') })) : []
}

function portsOf(workers: readonly WorkerSpec[]): readonly (string | undefined)[] {
  return workers.map(({ env }) => env['PORT'])
}

test('each line is a worker whose command goes to the shell, from the folder of the file', async () => {
  const workers = await workersOf(
    '# the shop\nweb: node web.js -p $PORT\n\nworker:  bin/work | tee log \r\nurgent-1: x\n',
  )
  expect(workers).toMatchObject([
    { name: 'web', command: { kind: 'shell', line: 'node web.js -p $PORT' }, cwd: '.', start: 'auto', kind: 'service' },
    { name: 'worker', command: { kind: 'shell', line: 'bin/work | tee log' } },
    { name: 'urgent-1' },
  ])
})

test('ports step by a hundred from 5000 on, or from the PORT of .env, or of the environment', async () => {
  const text = 'a: x\nb: x\nc: x\n'
  expect(portsOf(await workersOf(text))).toEqual(['5000', '5100', '5200'])
  expect(portsOf(await workersOf(text, { env: { PORT: '3000' } }))).toEqual(['3000', '3100', '3200'])
  expect(portsOf(await workersOf(text, { env: { PORT: '3000' }, files: { '.env': 'PORT=4000' } }))).toEqual([
    '4000',
    '4100',
    '4200',
  ])
})

test('the .env beside it is for all of them', async () => {
  const [worker] = await workersOf('web: x', { files: { '.env': 'A=1\nB=2' }, env: { A: '0', C: '3' } })
  expect(worker?.declaredEnv).toEqual({ A: '1', B: '2', PORT: '5000' })
  expect(worker?.env).toEqual({ A: '1', B: '2', C: '3', PORT: '5000' })
})

test('a dollar sign is left to the shell', async () => {
  const [worker] = await workersOf('web: echo ${NONE} $$')
  expect(worker?.command).toEqual({ kind: 'shell', line: 'echo ${NONE} $$' })
})

test.each(['Procfile.dev', 'shop.procfile'])('%s is a Procfile too', async file => {
  expect(await workersOf('web: x', { file })).toMatchObject([{ name: 'web' }])
})

test('every line that is wrong is told with its place', async () => {
  const text = 'web: node web.js\nno colon here\nmy worker: x\nempty:\nweb: again\n: x\n'
  expect(await printed({ Procfile: text }, { file: 'Procfile' })).toMatchInlineSnapshot(`
    "Procfile:2:1: expected \`name: command\`, found no command
       2 │ no colon here
         │ ^^^^^^^^^^^^^
      hint: a line is \`name: command\`

    Procfile:3:1: "my worker" cannot be a name
       3 │ my worker: x
         │ ^^^^^^^^^
      hint: a name is a letter or digit, then letters, digits or any of \`_ . : / @ + -\`, at most 64 characters

    Procfile:4:1: expected \`name: command\`, found no command
       4 │ empty:
         │ ^^^^^
      hint: a line is \`name: command\`

    Procfile:5:1: \`web\` is there twice: first at line 1, and again here
       5 │ web: again
         │ ^^^
      hint: rename or remove one of the two

    Procfile:6:1: "" cannot be a name
       6 │ : x
         │ ^
      hint: a name is a letter or digit, then letters, digits or any of \`_ . : / @ + -\`, at most 64 characters

    5 problems"
  `)
})

test('a file without a line, a wrong PORT, a wrong .env are refused', async () => {
  const file = 'Procfile'
  expect(await printed({ Procfile: '# nothing\n' }, { file })).toContain('this file names no process')
  expect(await printed({ Procfile: 'a: x' }, { file, env: { PORT: 'http' } })).toContain(
    'takes a number from 1 to 65535',
  )
  expect(await printed({ Procfile: 'a: x', '.env': 'A' }, { file })).toContain('.env:1:1: expected `NAME=value`')
  expect(await printed({ Procfile: 'a: x', '.env/': '' }, { file })).toContain('`.env` is a folder, not a file')
})

test('ports beyond the last one are refused', async () => {
  const lines = Array.from({ length: 10 }, (_, index) => `w${index}: x`).join('\n')
  expect(await printed({ Procfile: lines }, { file: 'Procfile', env: { PORT: '65000' } })).toContain(
    'would be beyond 65535',
  )
})
