import { expect, test } from 'vitest'
import { problemsOf, projectOf } from '../files.ts'

test('replicas are workers with a number, which each finds in its variables', async () => {
  const { workers } = await projectOf(`
workers:
  api:
    command: "serve \${PORT} \${SKEP_REPLICA}"
    env: { PORT: "300\${SKEP_REPLICA}" }
    replicas: 2
  web: { command: x, needs: { api: started } }
  one: { command: x, needs: [api-2] }
`)
  expect(workers).toMatchObject([
    {
      name: 'api-1',
      command: { argv: ['serve', '3001', '1'] },
      env: { PORT: '3001', SKEP_REPLICA: '1' },
      declaredEnv: { PORT: '3001', SKEP_REPLICA: '1' },
      replica: { index: 1, of: 2 },
    },
    { name: 'api-2', command: { argv: ['serve', '3002', '2'] }, replica: { index: 2, of: 2 } },
    { name: 'web', needs: [{ name: 'api-1', until: { kind: 'started' } }, { name: 'api-2' }] },
    { name: 'one', needs: [{ name: 'api-2', until: { kind: 'ready' } }] },
  ])
})

test('how many there are may come from a variable of the project', async () => {
  const { workers } = await projectOf('env: { N: 3 }\nworkers: { a: { command: x, replicas: "${N}" } }')
  expect(workers.map(({ name }) => name)).toEqual(['a-1', 'a-2', 'a-3'])
})

test.each([
  ['a: { command: x, replicas: 1 }', '`replicas` takes a whole number from 2 to 100, found the number 1'],
  ['a: { command: x, replicas: 101 }', '`replicas` takes a whole number from 2 to 100'],
  ['a: { command: x, replicas: 2, needs: [a] }', '`a` cannot need itself'],
  ['a: { command: x, replicas: 2, needs: [a-2] }', '`a` cannot need itself'],
  ['a: { command: x, replicas: 2 }\n  a-2: { command: x }', '`a-2` is the name of a replica of `a` and of a worker'],
  ['a: { command: "x ${SKEP_REPLICA}" }', '`SKEP_REPLICA` is not set'],
  [`${'a'.repeat(63)}: { command: x, replicas: 2 }`, 'the names of the replicas would be too long'],
])('%s is refused', async (written, words) => {
  expect(await problemsOf(`workers:\n  ${written}\n`)).toContain(words)
})

test('what is wrong in a worker with replicas is told once', async () => {
  expect(await problemsOf('workers: { a: { command: x, replicas: 9, kind: x } }')).not.toContain('problems')
})

test('replicas count as the workers that they are', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => `  w${index}: { command: x, replicas: 100 }`)
  expect(await problemsOf(`workers:\n${rows.join('\n')}\n`)).toContain('more than 5000 workers')
})
