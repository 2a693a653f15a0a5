import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { type Desk, openDesk } from './desk.ts'
import { stable } from './stable.ts'

const sleeps = { kind: 'argv', argv: ['sleep', '1000'] } as const

async function addIdle(desk: Desk, name: string, command: Parameters<typeof specOf>[1]): Promise<void> {
  await desk.bench.client.ask('add', { spec: specOf(name, command), taken: 'refuse', start: false })
}

test('a start answers with the process that it made, and of one that runs since when it does', async () => {
  const desk = await openDesk()
  await addIdle(desk, 'api', sleeps)
  const first = await desk.skep('start', 'api')
  expect([first.code, first.stdout]).toEqual([0, expect.stringMatching(/^api: started, pid \d+\n$/)])
  const second = await desk.skep('start', 'api')
  expect(second).toMatchObject({ code: 0, stderr: '' })
  expect(second.stdout).toMatch(/^api: already running since 20\d\d-[\d-]+T[\d:.]+Z, for \d+s, pid \d+\n$/)
})

test('starts are a document, also of one that runs and of one that cannot', async () => {
  const desk = await openDesk()
  await addIdle(desk, 'api', sleeps)
  await addIdle(desk, 'typo', { kind: 'argv', argv: ['no-such-command'] })
  await desk.skep('start', 'api')
  expect(stable(await desk.json('start', '--json', 'api', 'typo'))).toMatchSnapshot()
})

test('what cannot be started is 1, with the reason', async () => {
  const desk = await openDesk()
  await addIdle(desk, 'typo', { kind: 'argv', argv: ['no-such-command'] })
  const { code, stdout } = await desk.skep('start', 'typo')
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^typo: could not run: could not start: .*no-such-command/)])
})

test('a start runs a worker in the environment of who asks, under what was declared for it', async () => {
  const desk = await openDesk()
  const spec = specOf('env', 'echo "[$OLD][$OWN]"')
  const env = { ...spec.env, OLD: 'old', OWN: 'own' }
  const added = await desk.bench.client.ask('add', {
    spec: { ...spec, env, declaredEnv: { OWN: 'own' } },
    taken: 'refuse',
    start: false,
  })
  const id = added.acknowledged.ref.workerId
  await desk.skep('start', 'env')
  await desk.bench.untilShows(id, '[][own]')
})

test('a worker that only the file knows is pointed to', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), 'workers: { api: { command: sleep 1000 } }')
  const { code, stderr } = await desk.skep('start', 'api')
  expect([code, stderr]).toEqual([3, 'skep: there is no worker api\n  the file has it: skep up -d api\n'])
})

test('a restart says how the new run began, and is a document with what became of the one before', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('api', sleeps))
  await desk.bench.untilIs(id, 'running')
  const before = desk.bench.runOf(id).id
  expect((await desk.skep('restart', 'api')).stdout).toMatch(/^api: restarted, pid \d+\n$/)
  expect(desk.bench.runOf(id).id).not.toBe(before)
  expect(stable(await desk.json('restart', 'api', '--json', '--reason', 'new code'))).toMatchSnapshot()
})

test('a grace that is given to a restart stands over that of the worker', async () => {
  const desk = await openDesk()
  const stop = { action: { kind: 'signals', signals: ['SIGTERM'] }, graceMs: 50_000, scope: 'all' } as const
  const line = `trap '' TERM; echo ready; while :; do sleep 1; done`
  await desk.bench.untilShows(await desk.bench.start(specOf('deaf', line, { stop })), 'ready')
  const restarted = await desk.json('restart', 'deaf', '--grace', '50ms', '--json')
  expect(restarted).toMatchObject({ workers: [{ status: 'running', before: { survivors: [] } }] })
  await desk.skep('kill', 'deaf')
})

test('what is paused stays so until it is resumed, and twice is once', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('api', sleeps))
  await desk.bench.untilIs(id, 'running')
  expect((await desk.skep('pause', 'api')).stdout).toBe('api: paused\n')
  expect((await desk.skep('pause', 'api')).stdout).toBe('api: was paused already\n')
  await desk.bench.untilIs(id, 'paused')
  expect(stable(await desk.json('resume', 'api', '--json'))).toMatchSnapshot()
  expect((await desk.skep('resume', 'api')).stdout).toBe('api: was not paused\n')
  await desk.skep('stop', 'api')
  expect(await desk.skep('pause', 'api')).toMatchObject({ code: 4, stderr: expect.stringContaining('is not running') })
})
