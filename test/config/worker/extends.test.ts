import { expect, test } from 'vitest'
import { problemsOf, projectOf } from '../files.ts'

test('a worker has what the worker it extends has, key by key, and its own keys count', async () => {
  const { workers } = await projectOf(`
workers:
  base:
    command: node a.js
    env: { A: "1", B: "1" }
    success: [1, 2]
    stop: { signal: INT, grace: 10s }
    start: manual
  api:
    extends: base
    env: { B: "2" }
    success: [3]
    stop: { grace: 1s }
  web:
    extends: api
    command: node w.js
`)
  const inherited = { start: 'manual', stop: { action: { signals: ['SIGINT'] } } }
  expect(workers).toMatchObject([
    { ...inherited, command: { argv: ['node', 'a.js'] }, declaredEnv: { A: '1', B: '1' }, success: [0, 1, 2] },
    { ...inherited, command: { argv: ['node', 'a.js'] }, declaredEnv: { A: '1', B: '2' }, success: [0, 3] },
    { ...inherited, command: { argv: ['node', 'w.js'] }, declaredEnv: { A: '1', B: '2' }, success: [0, 3] },
  ])
  expect(workers.map(({ stop }) => stop.graceMs)).toEqual([10_000, 1_000, 1_000])
})

test('a value that is inherited names the variables of who inherits it', async () => {
  const { workers } = await projectOf(`
workers:
  base: { command: "serve \${PORT}", env: { PORT: 1 } }
  api: { extends: base, env: { PORT: 2 } }
`)
  expect(workers.map(({ command }) => command)).toMatchObject([{ argv: ['serve', '1'] }, { argv: ['serve', '2'] }])
})

test('a command and a stop action take the place of the inherited ones as a whole', async () => {
  const { workers } = await projectOf(`
workers:
  base: { command: a | b, shell: true, stop: { signal: INT, grace: 1s }, env: { keys: 1, command: 1 } }
  api: { extends: base, command: [node, api.js], stop: { keys: [C-d] }, env: { command: 2 } }
  web: { extends: base, stop: { command: x | y, shell: true } }
`)
  expect(workers.slice(1)).toMatchObject([
    {
      command: { kind: 'argv', argv: ['node', 'api.js'] },
      stop: { action: { kind: 'keys', keys: ['C-d'] }, graceMs: 1_000 },
      declaredEnv: { keys: '1', command: '2' },
    },
    { command: { kind: 'shell', line: 'a | b' }, stop: { action: { command: { kind: 'shell', line: 'x | y' } } } },
  ])
})

test('a circle is shown as a whole, once, at the place that closes it', async () => {
  const text = 'workers:\n  a: { extends: b }\n  b: { extends: c }\n  c: { extends: a }\n  d: { extends: a }\n'
  expect(await problemsOf(text)).toMatchInlineSnapshot(`
    "skep.yaml:4:17: workers extend each other in a circle: a → b → c → a
       4 │   c: { extends: a }
         │                 ^
      hint: let one of them stand alone"
  `)
})

test('a worker that extends itself is the smallest circle', async () => {
  expect(await problemsOf('workers: { a: { command: x, extends: a } }')).toContain(
    'workers extend each other in a circle: a → a',
  )
})

test('a name that is nobody is refused, and the rest of the worker is looked at all the same', async () => {
  expect(
    await problemsOf('workers:\n  api: { command: x }\n  web: { extends: apj, kind: x }\n'),
  ).toMatchInlineSnapshot(`
    "skep.yaml:3:19: there is no worker "apj" to extend
       3 │   web: { extends: apj, kind: x }
         │                   ^^^
      hint: did you mean \`api\`?

    skep.yaml:3:30: \`kind\` takes one of \`service\`, \`task\`, found the text "x"
       3 │   web: { extends: apj, kind: x }
         │                              ^

    2 problems"
  `)
})

test('what is wrong in what many inherit is told once', async () => {
  const text = 'workers:\n  base: { command: "a \'", cwd: none }\n  a: { extends: base }\n  b: { extends: base }\n'
  expect(await problemsOf(text)).toContain('\n\n2 problems')
})

test('what is extended has to be a name', async () => {
  expect(await problemsOf('workers: { a: { command: x, extends: [b] } }')).toContain(
    '`extends` takes the name of a worker, found a list',
  )
})
