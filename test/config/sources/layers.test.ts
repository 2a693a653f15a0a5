import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadProject } from '../../../src/config/load.ts'
import { folderWith, printed, problemsOf, projectOf } from '../files.ts'

const base = `
name: base
env: { A: "1", B: "1" }
workers:
  db: { command: postgres, ready: { tcp: 5432 }, stop: { signal: INT, grace: 9s } }
  api: { command: node api.js, needs: [db], env: { C: "1" } }
profiles: { ci: { workers: [db] } }
`

test('a file counts over the file that it extends, key by key', async () => {
  const project = await projectOf(
    `
extends: shared/base.yaml
env: { B: "2" }
workers:
  db: { ready: { log: up }, stop: { grace: 1s } }
  api: { env: { C: "\${B}" } }
  web: { command: x, needs: { api: started } }
profiles: { all: { workers: [web] } }
`,
    { files: { 'shared/base.yaml': base } },
  )
  const { name, workers, profiles, folder, files } = project
  expect([name, workers.map(worker => worker.name)]).toEqual(['base', ['db', 'api', 'web']])
  expect(workers).toMatchObject([
    { ready: { kind: 'log' }, stop: { action: { signals: ['SIGINT'] }, graceMs: 1_000 }, cwd: folder },
    { declaredEnv: { A: '1', B: '2', C: '2' }, needs: [{ name: 'db' }] },
    { needs: [{ name: 'api' }] },
  ])
  expect(Object.keys(profiles)).toEqual(['ci', 'all'])
  expect(files).toEqual([join(folder, 'skep.yaml'), join(folder, 'shared/base.yaml')])
})

test('of several files each counts over those before it, and the folder is that of the first', async () => {
  const folder = folderWith({
    'a.yaml': base,
    'sub/b.yaml': 'workers: { api: { command: again } }',
    'c.yaml': 'name: c',
  })
  const loaded = await loadProject({ folder, file: 'a.yaml', over: ['sub/b.yaml', 'c.yaml'], env: {}, home: '/' })
  expect(loaded).toMatchObject({
    ok: true,
    project: { name: 'c', folder, workers: [{ name: 'db' }, { name: 'api', command: { argv: ['again'] } }] },
  })
})

test('each problem is told in its own file', async () => {
  const files = { 'base.yaml': 'workers:\n  db: { command: x, kind: y }\n  api: { comand: x }\n' }
  expect(await problemsOf('extends: base.yaml\nworkers: { api: { tty: 1 } }\n', { files })).toMatchInlineSnapshot(`
    "skep.yaml:2:12: worker \`api\` has no \`command\`
       2 │ workers: { api: { tty: 1 } }
         │            ^^^
      hint: say what to run, such as \`command: node server.js\`

    skep.yaml:2:24: \`tty\` takes \`true\` or \`false\`, found the number 1
       2 │ workers: { api: { tty: 1 } }
         │                        ^

    base.yaml:2:27: \`kind\` takes one of \`service\`, \`task\`, found the text "y"
       2 │   db: { command: x, kind: y }
         │                           ^

    base.yaml:3:10: \`comand\` is no key that skep knows
       3 │   api: { comand: x }
         │          ^^^^^^
      hint: did you mean \`command\`?

    4 problems"
  `)
})

test.each([
  ['extends: none.yaml', 'skep.yaml:1:10: `none.yaml` does not exist'],
  ['extends: skep.yaml', 'skep.yaml:1:10: files extend each other in a circle: skep.yaml → skep.yaml'],
  ['extends: b.yaml', 'b.yaml:1:10: files extend each other in a circle: skep.yaml → b.yaml → skep.yaml'],
  ['extends: ${NONE}', 'skep.yaml:1:10: `NONE` is not set'],
  ['extends: [a, b]', 'skep.yaml:1:10: `extends` takes the path of a file, found a list'],
  ['extends: list.yaml', 'list.yaml:1:1: a project is a mapping with the key `workers`, found a list'],
])('%s is refused, and nothing that hangs on it', async (written, words) => {
  const files = { 'b.yaml': 'extends: skep.yaml\n', 'list.yaml': '- a\n' }
  const text = await problemsOf(`${written}\nworkers: { a: { command: x, needs: [db] } }\n`, { files })
  expect(text).toContain(words)
  if (!written.includes('[')) expect(text).not.toContain('problems')
})

test('only files of skep are laid over each other', async () => {
  const files = { 'skep.yaml': base, Procfile: 'web: x' }
  expect(await printed(files, { over: ['Procfile'] })).toContain('`Procfile` cannot be one of several files')
  expect(await printed(files, { over: ['none.yaml', 'gone.yaml'] })).toContain('2 problems')
})

test('a fault that hides some of a file does not make its workers strangers', async () => {
  const text = 'workers:\n  a: { command: x, needs: [db] }\n  "db: { command: x }\n'
  expect(await problemsOf(text)).not.toContain('there is no worker')
})
