import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { openDesk } from './desk.ts'
import { stable } from './stable.ts'

const sleeps = { kind: 'argv', argv: ['sleep', '1000'] } as const

test('what is added is a service that waits to be started, in the folder and with the variables that are given', async () => {
  const desk = await openDesk()
  const { code, stdout } = await desk.skep('add', '--name', 'api', '--env', 'PORT=1', '--', 'node', 'server.js', '-v')
  expect([code, stdout]).toEqual([0, 'api: added; to start it: skep start api\n'])
  const { workers } = await desk.bench.client.ask('subscribe', {})
  expect(workers).toMatchObject([
    {
      wanted: 'down',
      spec: {
        name: 'api',
        kind: 'service',
        cwd: desk.folder,
        declaredEnv: { PORT: '1' },
        command: { argv: ['node', 'server.js', '-v'] },
      },
    },
  ])
})

test('an added worker is started when asked, and is a document', async () => {
  const desk = await openDesk()
  expect(stable(await desk.json('add', '--json', '--start', '--', 'sleep', '1000'))).toMatchSnapshot()
  expect((await desk.skep('add', '--', 'sleep', '1')).stdout).toContain('sleep-2: added')
})

test('a chosen name that is taken, or that is none, is refused', async () => {
  const desk = await openDesk()
  await desk.skep('add', '--name', 'api', '--', 'sleep', '1')
  expect(await desk.skep('add', '--name', 'api', '--', 'sleep', '2')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('there is a worker named api already'),
  })
  expect(await desk.skep('add', '--name', 'a b', '--', 'true')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a letter or digit'),
  })
})

test('a renamed worker is found by its new name alone, also while it runs', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('api', sleeps)), 'running')
  expect((await desk.skep('rename', 'api', 'web')).stdout).toBe('web: was api\n')
  expect((await desk.skep('rename', 'web', 'web')).stdout).toBe('web: has that name already\n')
  expect((await desk.skep('stop', 'api')).code).toBe(3)
  expect((await desk.skep('stop', 'web')).stdout).toContain('web: stopped')
  await desk.skep('add', '--name', 'db', '--', 'sleep', '1')
  expect((await desk.skep('rename', 'db', 'web')).code).toBe(4)
  expect((await desk.skep('rename', 'db', '*')).code).toBe(2)
})

test('what a file names is renamed there', async () => {
  const desk = await openDesk()
  await desk.bench.client.ask('up', { specs: [specOf('api', sleeps)], start: 'none' })
  const { code, stderr } = await desk.skep('rename', 'api', 'web')
  expect([code, stderr]).toEqual([4, expect.stringContaining('has its name from the configuration')])
})

test('only what is at rest is removed, all of it or none', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  await desk.bench.untilIs(await desk.bench.start(specOf('api', sleeps)), 'running')
  const refused = await desk.skep('rm', 'job', 'api')
  expect([refused.code, refused.stderr]).toEqual([4, 'skep: api is not at rest\n  stop it first: skep stop api\n'])
  expect((await desk.skep('rm', 'job')).stdout).toBe('job: removed\n')
  expect((await desk.skep('rm', 'job')).code).toBe(3)
})

test('--ended removes what was added and has ended, and nothing else', async () => {
  const desk = await openDesk()
  await desk.bench.client.ask('up', { specs: [specOf('task', 'true')], start: 'auto' })
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  await desk.bench.untilIs(await desk.bench.start(specOf('api', sleeps)), 'running')
  await desk.skep('add', '--name', 'idle', '--', 'true')
  expect(stable(await desk.json('rm', '--ended', '--json'))).toMatchSnapshot()
  const { workers } = await desk.bench.client.ask('subscribe', {})
  expect(workers.map(({ spec }) => spec.name)).toEqual(['task', 'api', 'idle'])
  expect(await desk.skep('rm', '--ended')).toMatchObject({ code: 0, stderr: 'skep: nothing was there to be removed\n' })
})
