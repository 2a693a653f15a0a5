import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadProject } from '../../../src/config/load.ts'
import { unlimitedAttempts } from '../../../src/core/spec.ts'
import { folderWith, problemsOf, projectOf, workerOf } from '../files.ts'

test('what a worker does not say has its default', async () => {
  const project = await projectOf('workers: { api: { command: node api.js } }', { env: { HOME: '/home/ada' } })
  expect(project.workers).toEqual([
    {
      name: 'api',
      command: { kind: 'argv', argv: ['node', 'api.js'] },
      cwd: project.folder,
      env: { HOME: '/home/ada' },
      declaredEnv: {},
      kind: 'service',
      tty: false,
      size: { columns: 80, rows: 24 },
      stdin: 'pipe',
      streams: 'apart',
      start: 'auto',
      stop: { action: { kind: 'signals', signals: ['SIGTERM'] }, graceMs: 5_000, scope: 'all' },
      restart: { when: 'never', backoffMs: { first: 1_000, longest: 30_000 }, attempts: 10, resetMs: 60_000 },
      success: [0],
      needs: [],
      ready: { kind: 'started' },
    },
  ])
})

test('what a worker says is what it gets', async () => {
  const worker = await workerOf(`
workers:
  api:
    command: x
    kind: task
    stdin: none
    streams: merged
    start: manual
    stop: { signal: [int, SIGQUIT], grace: 1m, scope: group }
    restart: { when: unless-stopped, backoff: 500ms..2m, attempts: unlimited, reset: 5m }
    success: [3, 0, 3]
    exit_on: failure
    group: web
`)
  expect(worker).toMatchObject({
    kind: 'task',
    stdin: 'none',
    streams: 'merged',
    start: 'manual',
    stop: { action: { kind: 'signals', signals: ['SIGINT', 'SIGQUIT'] }, graceMs: 60_000, scope: 'group' },
    restart: {
      when: 'unless-stopped',
      backoffMs: { first: 500, longest: 120_000 },
      attempts: unlimitedAttempts,
      resetMs: 300_000,
    },
    success: [0, 3],
  })
})

test.each([
  ['command: node "my server.js" --x=1', { kind: 'argv', argv: ['node', 'my server.js', '--x=1'] }],
  [
    'command: [node, my server.js, 007, 1.0, true]',
    { kind: 'argv', argv: ['node', 'my server.js', '007', '1.0', 'true'] },
  ],
  ['command: [echo, ""]', { kind: 'argv', argv: ['echo', ''] }],
  ['command: [sh, -c, "a && b"]', { kind: 'argv', argv: ['sh', '-c', 'a && b'] }],
  [`command: sh -c 'a && b; c'`, { kind: 'argv', argv: ['sh', '-c', 'a && b; c'] }],
  [`command: echo '&&' \\; "|"`, { kind: 'argv', argv: ['echo', '&&', ';', '|'] }],
  ['command: curl http://x/?a=1&b=2;c', { kind: 'argv', argv: ['curl', 'http://x/?a=1&b=2;c'] }],
  ['{ command: a && b | c, shell: true }', { kind: 'shell', line: 'a && b | c' }],
  ['{ command: "a\\nb\\n", shell: true }', { kind: 'shell', line: 'a\nb' }],
  ['{ command: a b, shell: false }', { kind: 'argv', argv: ['a', 'b'] }],
  ['command: >-\n      a\n      "b c"', { kind: 'argv', argv: ['a', 'b c'] }],
])('a command has three forms: %s', async (written, command) => {
  const text = written.startsWith('{') ? `workers:\n  api: ${written}\n` : `workers:\n  api:\n    ${written}\n`
  expect((await workerOf(text)).command).toEqual(command)
})

test.each([
  ['a line of blanks', 'command: "  "', '14: `command` is blank'],
  ['no words', 'command: []', '14: `command` is blank'],
  ['an empty program', 'command: ["", x]', '14: `command` is blank'],
  ['an empty program in quotes', `command: "'' x"`, '14: `command` is blank'],
  ['nothing', 'command:', '5: `command` takes a line of text or a list of words, found nothing'],
  ['a number', 'command: 5', '14: `command` takes a line of text or a list of words, found the number 5'],
  ['a mapping', 'command: { run: x }', '14: `command` takes a line of text or a list of words, found a mapping'],
  ['a list in the list', 'command: [a, [b]]', '18: `command[1]` takes a text, found a list'],
  ['a quote that is not closed', 'command: node "a b', '19: this double quote is never closed'],
  ['such a quote in quotes', `command: "it\\t'is"`, '19: this single quote is never closed'],
  ['such a quote in single quotes', `command: 'it''s'`, '17: this single quote is never closed'],
  ['an operator of the shell', 'command: cd api && ls', '21: `&&` means something only to a shell'],
  ['a redirection', 'command: ls > out', '17: `>` means something only to a shell'],
  ['two commands', 'command: cd api; ls', '20: `;` means something only to a shell'],
  ['NUL', 'command: "a\\0b"', '14: `command` holds a NUL character, which no program can get'],
  ['a list for the shell', '{ shell: true, command: [a] }', '32: `shell: true` takes a line of text, found a list'],
])('%s is no command', async (_, written, problem) => {
  const text = written.startsWith('{') ? `workers:\n  api: ${written}\n` : `workers:\n  api:\n    ${written}\n`
  const line = written.startsWith('{') ? 2 : 3
  expect(await problemsOf(text)).toContain(`skep.yaml:${line}:${problem}`)
})

test('the place of a quote is right in lines that YAML joins', async () => {
  expect(await problemsOf('workers:\n  api:\n    command: >-\n      node\n      "a b\n')).toMatchInlineSnapshot(`
    "skep.yaml:5:7: this double quote is never closed
       5 │       "a b
         │       ^
      hint: close it; a quote that is meant as such goes into the other kind of quotes"
  `)
})

test('a command behind characters of two columns has its caret where it belongs', async () => {
  expect(await problemsOf(`workers:\n  api: { command: "日本é 'x" }\n`)).toMatchInlineSnapshot(`
    "skep.yaml:2:24: this single quote is never closed
       2 │   api: { command: "日本é 'x" }
         │                          ^
      hint: close it; a quote that is meant as such goes into the other kind of quotes"
  `)
})

test('a terminal is stopped with TERM and HUP, and is told what it is', async () => {
  const worker = await workerOf('workers: { sh: { command: sh, tty: true } }', { env: { TERM: 'dumb', TMUX: 'x' } })
  expect(worker.stop.action).toEqual({ kind: 'signals', signals: ['SIGTERM', 'SIGHUP'] })
  expect(worker.env).toEqual({ TERM: 'xterm-256color', COLORTERM: 'truecolor' })
})

test.each([
  ['signal: INT', { kind: 'signals', signals: ['SIGINT'] }],
  ['keys: [C-c, q, Enter]', { kind: 'keys', keys: ['C-c', 'q', 'Enter'] }],
  ['command: ./stop.sh now', { kind: 'command', command: { kind: 'argv', argv: ['./stop.sh', 'now'] } }],
  ['{ command: a | b, shell: true }', { kind: 'command', command: { kind: 'shell', line: 'a | b' } }],
])('a stop asks by a signal, by keys or by a command: %s', async (written, action) => {
  const stop = written.startsWith('{') ? written : `{ ${written} }`
  expect((await workerOf(`workers: { api: { command: x, stop: ${stop} } }`)).stop.action).toEqual(action)
})

test.each([
  ['stop: { signal: 9 }', '`stop.signal` takes a signal or a list of them, found the number 9'],
  ['stop: { signal: [INT, TREM] }', 'did you mean `TERM`?'],
  ['stop: { keys: [quit] }', '`stop.keys[0]` takes a key, such as `C-c`, `q` or `Enter`, found the text "quit"'],
  ['stop: { keys: [C-c], command: x }', '`stop` asks in one way, found both `keys` and `command`'],
  ['stop: { grace: 10 }', '`stop.grace` takes a duration such as `500ms`, `10s` or `5m`, found the number 10'],
  ['stop: { grace: 61s }', '`stop.grace` takes at most 1m, found the text "61s"'],
  ['stop: TERM', '`stop` takes a mapping, found the text "TERM"'],
  ['stop: { command: "x \'" }', 'this single quote is never closed'],
  ['restart: no', '`restart` takes one of `never`, `failure`, `always`, `unless-stopped`, found the text "no"'],
  ['restart: on-failure', 'did you mean `failure`?'],
  ['restart: { backoff: 1s }', '`restart.when` is missing'],
  [
    'restart: { when: always, backoff: 1s..2s..3s }',
    '`restart.backoff` takes a pause such as `5s`, or from one to another',
  ],
  ['restart: { when: always, backoff: 1ms }', '`restart.backoff` takes a first pause of at least 10ms'],
  ['restart: { when: always, attempts: 0 }', '`restart.attempts` takes a whole number from 1 to 1000000'],
  [
    'restart: { when: always, attempts: x }',
    '`restart.attempts` takes a whole number from 1 to 1000000, or `unlimited`',
  ],
  ['success: 0', '`success` takes a list of exit codes, found the number 0'],
  ['success: [1.5]', '`success[0]` takes a whole number from 0 to 255, found the number 1.5'],
  ['tty: on', '`tty` takes `true` or `false`, found the text "on"'],
  ['tty: true, streams: apart', '`streams: apart` cannot be had with `tty: true`'],
  ['tty: true, stdin: none', '`stdin: none` cannot be had with `tty: true`'],
  ['stdin: none, stop: { keys: [q] }', '`stop.keys` cannot be typed into a worker with `stdin: none`'],
  ['cwd: ""', '`cwd` takes the path of a folder that is not blank, found a blank text'],
  ['cwd: 5', '`cwd` takes the path of a folder, found the number 5'],
  ['cwd: [a]', '`cwd` takes the path of a folder, found a list'],
  ['Kind: task', 'did you mean `kind`?'],
  ['depends_on: [db]', '`depends_on` is no key that skep knows'],
  ['exit_on: x', '`exit_on` takes one of `failure`, `end`'],
  ['group: "a b"', '`group` takes a name: '],
])('%s is refused in words that help', async (written, words) => {
  expect(await problemsOf(`workers: { api: { command: x, ${written} } }`)).toContain(words)
})

const later = [
  ['limits', '{ time: 2h }'],
  ['prompt', '">>> "'],
  ['events', 'ndjson'],
  ['intent', '{ task: { objective: x } }'],
]

test.each(later)('`%s` is not passed over but refused, with the reason', async (key, value) => {
  const printed = await problemsOf(`workers:\n  api:\n    command: x\n    ${key}: ${value}\n`)
  expect(printed).toContain(`skep.yaml:4:5: \`${key}\` is not supported in this version: `)
  expect(printed).toContain('hint: remove it for now')
})

test('`retention` of the file is refused as well', async () => {
  expect(await problemsOf('retention: x\nworkers: {}\n')).toContain(
    'skep.yaml:1:1: `retention` is not supported in this version: ',
  )
})

test.each([
  ['api: node api.js', 'worker `api` takes a mapping, found the text "node api.js"'],
  ['api:', 'worker `api` takes a mapping, found nothing'],
  ['api: [x]', 'worker `api` takes a mapping, found a list'],
  ['api: {}', 'worker `api` has no `command`'],
  ['"my api": { command: x }', '"my api" cannot be a name'],
  ['-x: { command: x }', '"-x" cannot be a name'],
])('%s is no worker', async (written, words) => {
  expect(await problemsOf(`workers:\n  ${written}\n`)).toContain(words)
})

test('a folder is meant from the folder of the file, and ~ is the home folder', async () => {
  const home = folderWith({ 'code/': '' })
  const files = { 'web/app/': '' }
  const project = await projectOf(
    'workers: { a: { command: x, cwd: ./web/app }, b: { command: x, cwd: ~/code }, c: { command: x, cwd: ~ } }',
    { files, home },
  ).catch(String)
  expect(project).toContain('`cwd` takes the path of a folder, found nothing')
  const { folder, workers } = await projectOf(
    'workers: { a: { command: x, cwd: ./web/app }, b: { command: x, cwd: ~/code } }',
    { files, home },
  )
  expect(workers.map(({ cwd }) => cwd)).toEqual([join(folder, 'web/app'), join(home, 'code')])
})

test('a folder that is not there, is a file, or leads to itself is refused', async () => {
  const folder = folderWith({
    'skep.yaml':
      'workers: { a: { command: x, cwd: none }, b: { command: x, cwd: skep.yaml }, c: { command: x, cwd: loop }, d: { command: x, cwd: skep.yaml/x } }',
  })
  symlinkSync('loop', join(folder, 'loop'))
  mkdirSync(join(folder, 'sub'))
  const loaded = await loadProject({ folder, env: {}, home: '/' })
  expect(loaded.ok ? [] : loaded.problems.map(({ message }) => message)).toEqual([
    'the folder `none` does not exist',
    '`skep.yaml` is a file, and a worker runs in a folder',
    '`loop` is a symbolic link that leads to itself',
    '`skep.yaml/x` does not exist: a part of its path is a file, not a folder',
  ])
})
