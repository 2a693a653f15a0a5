import { expect, test } from 'vitest'
import { problemsOf, projectOf } from '../files.ts'

/** What the last worker of a file needs. */
async function needsOf(needs: string): Promise<unknown> {
  const { workers } = await projectOf(
    `workers:\n  db: { command: x, health: { tcp: 1 } }\n  job: { command: x }\n  api: { command: x, needs: ${needs} }\n`,
  )
  return workers.at(-1)?.needs
}

test.each([
  ['[db, job]', ['db ready', 'job ready']],
  ['[db, db]', ['db ready']],
  ['{ db: healthy, job: completed }', ['db healthy', 'job completed']],
  ['{ db: started, job: ended }', ['db started', 'job ended']],
  ['{ db: { is: healthy, restart: true } }', ['db healthy, again']],
  ['{ db: { restart: true } }', ['db ready, again']],
  ['{ db: { log: "up \\\\d" } }', ['db log up \\d']],
])('needs: %s', async (written, expected) => {
  // As: what a spec says of needs is looked at as words here.
  const needs = (await needsOf(written)) as { name: string; until: Record<string, string>; restart: boolean }[]
  expect(
    needs.map(({ name, until, restart }) => `${name} ${Object.values(until).join(' ')}${restart ? ', again' : ''}`),
  ).toEqual(expected)
})

test.each([
  ['needs: [dbb]', '3:30: there is no worker "dbb" to need'],
  ['needs: [dbb]', 'hint: did you mean `db`?'],
  ['needs: [api]', '3:30: `api` cannot need itself'],
  ['needs: { db: healthy }', '3:31: `db` has no `health`, so it never becomes healthy'],
  ['needs: { loop: completed }', '`loop` is started again and again (`restart: always`), so it never completes'],
  ['needs: { db: redy, nobody: ready }', '`needs.db` takes one of `started`, `ready`, `healthy`'],
  ['needs: { db: redy, nobody: ready }', '3:41: there is no worker "nobody" to need'],
  ['needs: { db: { log: "(" } }', '`needs.db.log` takes a regular expression, found the text "("'],
  ['needs: { db: { is: ready, log: x } }', 'of `db` one thing is waited for, found both `is` and `log`'],
  ['needs: db', '`needs` takes a list of workers, or a mapping of workers to what they must have come to'],
])('%s is refused at its place', async (written, words) => {
  const text = `workers:\n  db: { command: x }\n  api: { command: x, ${written} }\n  loop: { command: x, restart: always }\n`
  expect(await problemsOf(text)).toContain(words)
})

test('a circle of needs is told with everybody in it, at the need that closes it, and once', async () => {
  const text = `workers:
  a: { command: x, needs: [b] }
  b: { command: x, needs: { c: started } }
  c: { command: x, needs: [a] }
  d: { command: x, needs: [a] }
`
  expect(await problemsOf(text)).toMatchInlineSnapshot(`
    "skep.yaml:4:28: workers need each other in a circle: a → b → c → a
       4 │   c: { command: x, needs: [a] }
         │                            ^
      hint: one of them has to start without the others"
  `)
})

test('a row of needs as long as a file can have is no circle, and takes no stack', async () => {
  const rows = Array.from({ length: 4_000 }, (_, index) => `  w${index}: { command: x, needs: [w${index + 1}] }`)
  const { workers } = await projectOf(`workers:\n${rows.join('\n')}\n  w4000: { command: x }\n`)
  expect(workers).toHaveLength(4_001)
  const closed = `workers:\n${rows.join('\n')}\n  w4000: { command: x, needs: [w0] }\n`
  expect(await problemsOf(closed)).toContain('w0 → w1 → w2 →')
})

test('a name that some object has anyway is no worker', async () => {
  expect(await problemsOf('workers: { a: { command: x, needs: [constructor] } }')).toContain('"constructor"')
})

test('what a worker inherits of needs, it may add to, and say anew', async () => {
  const { workers } = await projectOf(`workers:
  keys: { command: x }
  log: { command: x }
  base: { command: x, needs: { keys: ready, log: { is: ended } } }
  api: { extends: base, needs: { log: { log: up } } }
`)
  expect(workers.at(-1)?.needs).toEqual([
    { name: 'keys', until: { kind: 'ready' }, restart: false },
    { name: 'log', until: { kind: 'log', pattern: 'up' }, restart: false },
  ])
})

test('who needs a task without saying what of it needs what it does', async () => {
  const { workers } = await projectOf(`workers:
  a: { command: x, needs: [db, job, server, endless] }
  b: { command: x, needs: { job: started, db: { restart: true } } }
  db: { command: x }
  job: { command: x, kind: task }
  server: { command: x, kind: task, ready: { tcp: 80 } }
  endless: { command: x, kind: task, restart: always }
`)
  const untils = workers.slice(0, 2).map(({ needs }) => needs.map(({ name, until }) => `${name} ${until.kind}`))
  expect(untils).toEqual([
    ['db ready', 'job completed', 'server ready', 'endless ready'],
    ['job started', 'db ready'],
  ])
})
