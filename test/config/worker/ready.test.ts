import { expect, test } from 'vitest'
import { unlimitedAttempts } from '../../../src/core/spec.ts'
import { problemsOf, projectOf, workerOf } from '../files.ts'

const pace = { everyMs: 1_000, timeoutMs: 5_000, attempts: unlimitedAttempts }

test.each([
  ['log: "listening on \\\\d+$"', { kind: 'log', pattern: 'listening on \\d+$' }],
  ['delay: 2s', { kind: 'delay', ms: 2_000 }],
  ['tcp: 5432', { kind: 'tcp', host: 'localhost', port: 5_432, ...pace, timeoutMs: 1_000 }],
  ['tcp: "${PORT}"', { kind: 'tcp', host: 'localhost', port: 80, ...pace, timeoutMs: 1_000 }],
  ['tcp: "db.test:1"', { kind: 'tcp', host: 'db.test', port: 1, ...pace, timeoutMs: 1_000 }],
  ['tcp: "[::1]:65535"', { kind: 'tcp', host: '::1', port: 65_535, ...pace, timeoutMs: 1_000 }],
  ['http: "http://x:${PORT}/up"', { kind: 'http', url: 'http://x:80/up', statuses: [], ...pace }],
  ['http: { url: "https://x", status: 204 }', { kind: 'http', url: 'https://x', statuses: [204], ...pace }],
  ['http: { url: "http://x", status: [200, 401] }', { kind: 'http', url: 'http://x', statuses: [200, 401], ...pace }],
  ['exec: pg_isready -q', { kind: 'exec', command: { kind: 'argv', argv: ['pg_isready', '-q'] }, ...pace }],
  [
    'exec: a | b, shell: true, every: 2s, timeout: 9s, attempts: 3',
    { kind: 'exec', command: { kind: 'shell', line: 'a | b' }, everyMs: 2_000, timeoutMs: 9_000, attempts: 3 },
  ],
])('ready: { %s }', async (written, ready) => {
  const worker = await workerOf(`workers: { a: { command: x, env: { PORT: 80 }, ready: { ${written} } } }`)
  expect(worker.ready).toEqual(ready)
})

test.each([
  ['ready: { tcp: 1, log: x }', '`ready` is found out in one way, found both `tcp` and `log`'],
  ['ready: { every: 1s }', '`ready` names no way to find out, expected one of `log`, `http`, `tcp`'],
  ['ready: {}', '`ready` names no way to find out'],
  ['ready: { tpc: 1 }', 'did you mean `tcp`?'],
  ['ready: 5432', '`ready` takes a mapping, found the number 5432'],
  ['ready: { log: "x(" }', 'hint: unterminated group'],
  ['ready: { log: x, timeout: 1s }', '`ready.timeout` means nothing with `log`'],
  ['ready: { tcp: 1, shell: true }', '`ready.shell` means nothing with `tcp`'],
  ['ready: { tcp: 0 }', '`ready.tcp` takes a port from 1 to 65535, or `host:port`, found the number 0'],
  ['ready: { tcp: "x" }', '`ready.tcp` takes a port from 1 to 65535, or `host:port`, found the text "x"'],
  ['ready: { http: "localhost:3000" }', 'hint: it begins with `http://` or `https://`'],
  ['ready: { http: { status: 200 } }', '`ready.http.url` is missing'],
  ['ready: { http: { url: "http://x", status: 99 } }', '`ready.http.status` takes a status from 100 to 599'],
  ['ready: { exec: a | b }', '`|` means something only to a shell'],
  ['ready: { notify: soon }', '`ready.notify` takes `true` or `false`'],
  ['ready: { tcp: 1, attempts: 0 }', '`ready.attempts` takes a whole number from 1 to 1000000, or `unlimited`'],
  ['health: { log: x }', '`health.log` is no key that skep knows'],
  ['health: { every: 1s }', '`health` names no way to find out, expected one of `http`, `tcp`, `exec`'],
  ['health: { tcp: 1, failures: 0 }', '`health.failures` takes a whole number from 1'],
])('%s is refused in words that help', async (written, words) => {
  expect(await problemsOf(`workers: { api: { command: x, ${written} } }`)).toContain(words)
})

test('health is asked every 10s, and three failures in a row are too many, unless the file says otherwise', async () => {
  const { workers } = await projectOf(
    'workers: { a: { command: x, health: { tcp: 1 } }, b: { command: x, health: { exec: ok, every: 1s, timeout: 2s, failures: 1 } } }',
  )
  expect(workers.map(({ health }) => health)).toEqual([
    { kind: 'tcp', host: 'localhost', port: 1, everyMs: 10_000, timeoutMs: 5_000, failures: 3 },
    { kind: 'exec', command: { kind: 'argv', argv: ['ok'] }, everyMs: 1_000, timeoutMs: 2_000, failures: 1 },
  ])
  // Who is looked after is started again, unless the file says otherwise.
  expect(workers.map(({ restart }) => restart.when)).toEqual(['failure', 'failure'])
  const never = await workerOf('workers: { a: { command: x, restart: never, health: { tcp: 1 } } }')
  expect(never.restart.when).toBe('never')
})

test('a new way to be ready takes the place of all that was inherited; a new pace keeps the way', async () => {
  const { workers } = await projectOf(`workers:
  base: { command: x, ready: { tcp: 1, every: 2s } }
  a: { extends: base, ready: { log: up } }
  b: { extends: base, ready: { every: 3s } }
`)
  expect(workers.slice(1)).toMatchObject([
    { ready: { kind: 'log', pattern: 'up' } },
    { ready: { kind: 'tcp', everyMs: 3_000 } },
  ])
})
