import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { documentsOf } from './begun.ts'
import { type Desk, openDesk } from './desk.ts'

async function deskWithTalk(): Promise<Desk> {
  const desk = await openDesk()
  const { bench } = desk
  const id = await bench.start(
    specOf('echo', 'echo ready; while read line; do printf "\\033[31mgot %s\\033[0m\\n" "$line"; done'),
  )
  await bench.untilShows(id, 'ready')
  for (const text of ['one', 'two']) {
    await bench.client.ask('send', { worker: id, typed: { kind: 'text', text, enter: true } })
    await bench.untilShows(id, `got ${text}`)
  }
  await bench.client.ask('end-input', { worker: id })
  await bench.untilIs(id, 'completed')
  return desk
}

test('a conversation is told in order: what was said, and between it what came back, without what steers a terminal', async () => {
  const desk = await deskWithTalk()
  const { stdout } = await desk.skep('transcript', 'echo')
  const told = stdout.split('\n').map(line => line.replace(/^\S+ +(user|supervisor) +/, '$1: '))
  expect(told).toEqual([
    'user: starting',
    'supervisor: running',
    '  │ ready',
    'user: › one',
    '  │ got one',
    'user: › two',
    '  │ got two',
    'user: › end of input',
    'supervisor: ended: exit 0',
    '',
  ])
})

test('for programs each turn is a line, and places in the output fit together', async () => {
  const desk = await deskWithTalk()
  const turns = documentsOf((await desk.skep('transcript', 'echo', '--json')).stdout)
  expect(turns).toMatchObject([
    { v: 1, kind: 'state', sequence: 1, state: 'starting', actor: 'user' },
    { kind: 'state', state: 'running' },
    { kind: 'output', from: 0, to: 6, text: 'ready\n' },
    { kind: 'input', text: 'one\n', secret: false, offset: 6 },
    { kind: 'output', from: 6, text: 'got one\n' },
    { kind: 'input', text: 'two\n' },
    { kind: 'output', text: 'got two\n' },
    { kind: 'end-of-input' },
    { kind: 'state', state: 'ended', outcome: { kind: 'exited', code: 0 } },
  ])
})

test('without output only what was said is told', async () => {
  const desk = await deskWithTalk()
  const { stdout } = await desk.skep('transcript', 'echo', '--no-output')
  expect(stdout).not.toContain('got')
  expect(stdout).toContain('› two')
})

test('much output is cut, which is said with the way to all of it', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('noisy', 'seq 1 20000'))
  await desk.bench.untilIs(id, 'completed')
  const { stdout } = await desk.skep('transcript', 'noisy')
  expect(stdout.length).toBeLessThan(20_000)
  expect(stdout).toMatch(/\n {2}│ 1\n/)
  expect(stdout).toMatch(/\n {2}│ 20000\n/)
  expect(stdout).toMatch(/┄ 98K left out: skep logs run_\w+ --after run_\w+:\d+ ┄/)
})

test('a worker that never ran has no conversation', async () => {
  const desk = await openDesk()
  await desk.bench.client.ask('add', { spec: specOf('idle', 'true'), taken: 'refuse', start: false })
  expect(await desk.skep('transcript', 'idle')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('idle has no run yet'),
  })
})
