import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDesk } from './desk.ts'

const file = `workers:
  db: { command: sleep 1000, ready: { delay: 10ms } }
  api: { command: sleep 1000, needs: [db], env: { API_KEY: hunter2 } }
  docs: { command: sleep 1000 }
profiles: { ci: { workers: [api] } }
`

test('check prints the plan and starts nothing', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), file)
  const { code, stdout } = await desk.skep('check')
  expect([code, stdout]).toEqual([0, expect.stringContaining(' 2  api  waits until db is ready\n')])
  expect((await desk.bench.client.ask('subscribe', {})).workers).toEqual([])
})

test('as a document the plan has the order, and no secrets', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), file)
  const document = await desk.json('check', '--json')
  expect(document).toMatchObject({
    v: 1,
    order: [['db', 'docs'], ['api']],
    profiles: { ci: { workers: ['api'] } },
    workers: [{ name: 'db', ready: { kind: 'delay', ms: 10 } }, { name: 'api', hiddenEnv: ['API_KEY'] }, {}],
  })
  expect(JSON.stringify(document)).not.toContain('hunter2')
})

test('with a profile the plan is that of its workers', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), file)
  expect(await desk.json('check', '--json', '--profile', 'ci')).toMatchObject({ order: [['db'], ['api']] })
  expect(await desk.skep('check', '--profile', 'cj')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean `ci`?'),
  })
})

test('schema prints a JSON schema', async () => {
  const desk = await openDesk()
  const { stdout } = await desk.skep('schema')
  expect(JSON.parse(stdout)).toMatchObject({ $schema: expect.stringContaining('json-schema.org'), title: 'skep.yaml' })
  expect((await desk.skep('schema', '--json')).stdout.trim().split('\n')).toHaveLength(1)
})

test('several files are read as one, each over those before it', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), file)
  writeFileSync(join(desk.folder, 'more.yaml'), 'name: more\nworkers: { api: { needs: [docs] } }\n')
  const document = await desk.json(
    'check',
    '--json',
    '-f',
    join(desk.folder, 'skep.yaml'),
    '-f',
    join(desk.folder, 'more.yaml'),
  )
  expect(document).toMatchObject({ project: 'more', order: [['db', 'docs'], ['api']] })
})

test('up takes the name of a worker with replicas, and that of a group', async () => {
  const desk = await openDesk()
  const text = `workers:
  a: { command: sleep 1000, replicas: 2 }
  b: { command: sleep 1000, group: g }
  c: { command: sleep 1000 }
`
  writeFileSync(join(desk.folder, 'skep.yaml'), text)
  const { code, stdout } = await desk.skep('up', '-d', 'a', '@g')
  expect([code, stdout.replaceAll(/, pid \d+/g, '')]).toEqual([0, 'a-1: up\na-2: up\nb: up\n'])
})
