import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { loadProject } from '../../src/config/load.ts'
import { emptyProject } from '../../src/config/project.ts'
import { folderWith, printed, problemsOf, projectOf } from './files.ts'

test('every problem of a file is told at once, each with its place', async () => {
  const text = `nmae: shop
env:
  2FAST: x
  A: \${B}
  B: \${A}
retention: { runs: 3 }
workers:
  api:
    comand: node server.js
    tty: "yes"
    cwd: ./nowhere
  api:
    command: again
  web:
    command: sh -c 'npm start
    needs: { api: ready }
    restart: { when: allways, backoff: 30s..1s }
    stop: { signal: TREM, grace: 10m }
    success: [0, 300]
  docs:
    extends: pages
  one:
    extends: two
    command: "  "
  two:
    extends: one
    command: echo \${NAME} && ls
    env_file: .env.local
  tab:
    command: say: hello
`
  expect(await problemsOf(text)).toMatchInlineSnapshot(`
    "skep.yaml:1:1: \`nmae\` is no key that skep knows
       1 │ nmae: shop
         │ ^^^^
      hint: did you mean \`name\`?

    skep.yaml:3:3: "2FAST" cannot be a name
       3 │   2FAST: x
         │   ^^^^^
      hint: a name is a letter or \`_\`, then letters, digits or \`_\`

    skep.yaml:4:6: these variables name each other in a circle: A → B → A
       4 │   A: \${B}
         │      ^^^^
      hint: give one of them a value of its own

    skep.yaml:6:1: \`retention\` is not supported in this version: what is kept of earlier runs cannot be set
       6 │ retention: { runs: 3 }
         │ ^^^^^^^^^
      hint: remove it for now

    skep.yaml:8:3: worker \`api\` has no \`command\`
       8 │   api:
         │   ^^^
      hint: say what to run, such as \`command: node server.js\`

    skep.yaml:9:5: \`comand\` is no key that skep knows
       9 │     comand: node server.js
         │     ^^^^^^
      hint: did you mean \`command\`?

    skep.yaml:10:10: \`tty\` takes \`true\` or \`false\`, found the text "yes"
      10 │     tty: "yes"
         │          ^^^^^

    skep.yaml:11:10: the folder \`./nowhere\` does not exist
      11 │     cwd: ./nowhere
         │          ^^^^^^^^^
      hint: make it, or correct the path, which is meant from the folder of this file

    skep.yaml:12:3: \`api\` is there twice: first at line 8, column 3, and again here
      12 │   api:
         │   ^^^
      hint: rename or remove one of the two

    skep.yaml:15:20: this single quote is never closed
      15 │     command: sh -c 'npm start
         │                    ^
      hint: close it; a quote that is meant as such goes into the other kind of quotes

    skep.yaml:17:22: \`restart.when\` takes one of \`never\`, \`failure\`, \`always\`, \`unless-stopped\`, found the text "allways"
      17 │     restart: { when: allways, backoff: 30s..1s }
         │                      ^^^^^^^
      hint: did you mean \`always\`?

    skep.yaml:17:40: \`restart.backoff\` takes the shorter pause first, such as \`1s..30s\`, found the text "30s..1s"
      17 │     restart: { when: allways, backoff: 30s..1s }
         │                                        ^^^^^^^

    skep.yaml:18:21: \`stop.signal\` takes the name of a signal, such as \`INT\`, found the text "TREM"
      18 │     stop: { signal: TREM, grace: 10m }
         │                     ^^^^
      hint: did you mean \`TERM\`?

    skep.yaml:18:34: \`stop.grace\` takes at most 1m, found the text "10m"
      18 │     stop: { signal: TREM, grace: 10m }
         │                                  ^^^

    skep.yaml:19:18: \`success[1]\` takes a whole number from 0 to 255, found the number 300
      19 │     success: [0, 300]
         │                  ^^^

    skep.yaml:21:14: there is no worker "pages" to extend
      21 │     extends: pages
         │              ^^^^^

    skep.yaml:24:14: \`command\` is blank
      24 │     command: "  "
         │              ^^^^
      hint: say what to run, such as \`command: node server.js\`

    skep.yaml:26:14: workers extend each other in a circle: one → two → one
      26 │     extends: one
         │              ^^^
      hint: let one of them stand alone

    skep.yaml:27:19: \`NAME\` is not set
      27 │     command: echo \${NAME} && ls
         │                   ^^^^^^^
      hint: set it under \`env\` or in an env file, or give a fallback: \`\${NAME:-…}\`; for a shell's own, write \`$\${NAME}\`

    skep.yaml:28:15: \`.env.local\` does not exist
      28 │     env_file: .env.local
         │               ^^^^^^^^^^
      hint: make it, or say that it may be missing: { path: .env.local, optional: true }

    skep.yaml:30:14: a second \`key: value\` on one line
      30 │     command: say: hello
         │              ^
      hint: quote a text that contains \`: \`; or the next line is indented too deep

    21 problems"
  `)
})

test('a project has a name, a folder, its workers in the order of the file, and the files that were read', async () => {
  const files = { '.env': 'A=1', 'more.env': '' }
  const text =
    'name: shop\nenv_file: [.env, { path: .none, optional: true }]\nworkers:\n  b: { command: x }\n  a: { command: x, env_file: more.env }\n'
  const project = await projectOf(text, { files })
  expect(project.name).toBe('shop')
  expect(project.file).toBe(join(project.folder, 'skep.yaml'))
  expect(project.workers.map(worker => worker.name)).toEqual(['b', 'a'])
  expect(project.files.map(file => basename(file))).toEqual(['skep.yaml', '.env', 'more.env'])
})

test('a project without a name has that of its folder', async () => {
  const project = await projectOf('workers: {}')
  expect(project.name).toBe(basename(project.folder))
  expect(emptyProject('/home/ada/shop')).toMatchObject({ name: 'shop', file: undefined, workers: [] })
})

test.each(['skep.yaml', 'skep.yml', 'skep.json'])('%s is found in the folder', async name => {
  const folder = folderWith({ [name]: '{"workers": {"api": {"command": ["node", "api.js"]}}}' })
  const loaded = await loadProject({ folder, env: {}, home: '/' })
  expect(loaded).toMatchObject({ ok: true, project: { file: join(folder, name), workers: [{ name: 'api' }] } })
})

test('a file may be anywhere, and what it names is meant from its own folder', async () => {
  const folder = folderWith({ 'sub/shop.yaml': 'workers: { api: { command: x, cwd: web } }', 'sub/web/': '' })
  const loaded = await loadProject({ folder, file: 'sub/shop.yaml', env: {}, home: '/' })
  expect(loaded).toMatchObject({
    ok: true,
    project: { folder: join(folder, 'sub'), workers: [{ cwd: join(folder, 'sub/web') }] },
  })
})

test('a folder without a file says so, and what could be read instead', async () => {
  expect(await printed({})).toMatchInlineSnapshot(`
    "skep.yaml: there is no skep.yaml in this folder
      hint: write one; begin with: workers: { api: { command: node server.js } }"
  `)
  expect(await printed({ Procfile: 'web: x' })).toContain('or read what is here: -f Procfile')
})

test.each([
  ['nothing at all', ''],
  ['comments alone', '# later\n'],
  ['the start of a document', '---\n'],
])('a file with %s says how to begin', async (_, text) => {
  expect(await problemsOf(text)).toMatchInlineSnapshot(`
    "skep.yaml: this file is empty
      hint: begin with: workers: { api: { command: node server.js } }"
  `)
})

test('a file that is something else says how to begin', async () => {
  expect(await problemsOf('- api\n- web\n')).toMatchInlineSnapshot(`
    "skep.yaml:1:1: a project is a mapping with the key \`workers\`, found a list
       1 │ - api
         │ ^^^^^
      hint: begin with: workers: { api: { command: node server.js } }"
  `)
  expect(await problemsOf('name: shop\n')).toMatchInlineSnapshot(`
    "skep.yaml: this file has no \`workers\`
      hint: begin with: workers: { api: { command: node server.js } }"
  `)
})

test('a file that is not there, a folder, a pipe, not text, or too large is refused with what to do', async () => {
  const folder = folderWith({ 'folder.yaml/': '', 'large.yaml': '#'.repeat(300_000) })
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from('name: caf\xe9\n', 'latin1'))
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')])
  const names = ['none.yaml', 'folder.yaml', 'large.yaml/x.yaml', 'pipe.yaml', 'latin1.yaml', 'large.yaml']
  const messages = await Promise.all(
    names.map(async file => {
      const loaded = await loadProject({ folder, file, env: {}, home: '/' })
      return loaded.ok ? 'read' : loaded.problems.map(({ message, hint }) => [message, hint])
    }),
  )
  const nul = await loadProject({ folder, file: 'a\0b.yaml', env: {}, home: '/' })
  expect(nul).toMatchObject({ problems: [{ message: expect.stringContaining('it holds a NUL character') }] })
  expect(messages.flat()).toMatchInlineSnapshot(`
    [
      [
        "\`none.yaml\` does not exist",
        undefined,
      ],
      [
        "\`folder.yaml\` is a folder, not a file",
        "name a file in it",
      ],
      [
        "\`large.yaml/x.yaml\` does not exist: a part of its path is a file, not a folder",
        undefined,
      ],
      [
        "\`pipe.yaml\` is a pipe or a device",
        "name a file",
      ],
      [
        "\`latin1.yaml\` is not UTF-8 text",
        "save it as UTF-8",
      ],
      [
        "\`large.yaml\` is larger than 256KiB",
        "split it",
      ],
    ]
  `)
})

test('a file that may not be read is refused with what to do', () => {
  const folder = folderWith({ 'skep.yaml': 'workers: {}' })
  chmodSync(join(folder, 'skep.yaml'), 0)
  chmodSync(folder, 0o755)
  expect(messageForStranger(folder)).toBe(
    '`skep.yaml` may not be read by this user; allow it with: chmod u+r skep.yaml',
  )
})

/** Loads as somebody who is not root, since root may read everything; the program itself is read before. */
function messageForStranger(folder: string): string {
  const script = `
    import { loadProject } from ${JSON.stringify(new URL('../../src/config/load.ts', import.meta.url).href)}
    if (process.getuid() === 0) process.seteuid(65534)
    const { problems } = await loadProject({ folder: ${JSON.stringify(folder)}, env: {}, home: '/' })
    process.stdout.write(problems.map(({ message, hint }) => message + '; ' + hint).join())`
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
}

test('a file of mprocs in Lua is refused as a whole, with the files that can be read', async () => {
  const file = 'mprocs.lua'
  expect(await printed({ [file]: 'return {}' }, { file })).toMatch(
    /^\S+: files of mprocs in Lua cannot be read\n {2}hint: name one of skep\.yaml, .*package\.json$/,
  )
})
