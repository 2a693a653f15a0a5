import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { beginLine } from './line.ts'
import { stable } from './stable.ts'

async function openProject(...workers: readonly string[]): Promise<Desk> {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), ['workers:', ...workers.map(line => `  ${line}`)].join('\n'))
  return desk
}

async function wordsOf({ bench }: Desk): Promise<readonly string[]> {
  const { workers, runs } = await bench.client.ask('subscribe', {})
  return workers.map(({ spec, run }) => `${spec.name} ${runs.find(({ id }) => id === run)?.state.status ?? 'idle'}`)
}

test('a detached up ends when all have started, and they go on', async () => {
  const desk = await openProject(
    'api: { command: sleep 1000 }',
    'db: { command: sleep 1000 }',
    'x: { command: a, start: manual }',
  )
  const { code, stdout } = await desk.skep('up', '-d')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^api: up, pid \d+\ndb: up, pid \d+\n$/)])
  expect(await wordsOf(desk)).toEqual(['api running', 'db running', 'x idle'])
  expect(stable(await desk.json('up', '-d', '--json', 'api'))).toMatchSnapshot()
})

test('a detached up names what failed and what is up', async () => {
  const desk = await openProject('typo: { command: no-such-command }', 'api: { command: sleep 1000 }')
  const { code, stdout } = await desk.skep('up', '-d')
  expect([code, stdout]).toEqual([1, expect.stringMatching(/typo: failed: could not start: /)])
})

test('a detached up names at its time-out what still waits', async () => {
  const gate = Promise.withResolvers<void>()
  const desk = await openDesk({
    spoil(keeper) {
      const { spawn } = keeper
      keeper.spawn = async order => {
        await gate.promise
        return spawn.call(keeper, order)
      }
    },
  })
  writeFileSync(join(desk.folder, 'skep.yaml'), 'workers: { api: { command: sleep 1000 } }')
  const { code, stdout } = await desk.skep('up', '-d', '--timeout', '50ms')
  expect([code, stdout]).toEqual([1, 'api: still waits (starting)\n'])
  gate.resolve()
  expect((await desk.skep('up', '-d')).code).toBe(0)
})

test('Ctrl-C stops what this up has started, and leaves what ran before', async () => {
  const desk = await openProject(
    'old: { command: [sh, -c, "echo before; sleep 0.2; while :; do echo goes on; sleep 0.1; done"] }',
    'new: { command: [sh, -c, "echo ready; exec sleep 1000"] }',
  )
  await desk.skep('up', '-d', 'old')
  const line = beginLine(desk, ['up'])
  await line.untilSays('new │ ready')
  await line.untilSays('old │ goes on')
  line.signal('SIGINT')
  const { code, stderr } = await line.ended
  expect([code, stderr]).toEqual([130, expect.stringMatching(/^new: stopped in [^\n]*\n$/)])
  expect(await wordsOf(desk)).toEqual(['old running', 'new ended'])
})

test('up ends by itself when nothing runs any more, with 1 when something failed', async () => {
  const whole = await openProject('one: { command: "true", kind: task }', 'two: { command: "true", kind: task }')
  expect((await whole.skep('up')).code).toBe(0)
  const broken = await openProject('one: { command: "true", kind: task }', 'two: { command: "false", kind: task }')
  expect((await broken.skep('up')).code).toBe(1)
})

test('--until any ends with the first that ends, --until NAME with its exit code', async () => {
  const workers = ['stays: { command: sleep 1000 }', 'tests: { command: [sh, -c, exit 7], kind: task }']
  const first = await (await openProject(...workers)).skep('up', '--until', 'any')
  expect([first.code, first.stderr]).toEqual([1, expect.stringContaining('stays: stopped in')])
  expect((await (await openProject(...workers)).skep('up', '--until', 'tests')).code).toBe(7)
  const unknown = await (await openProject(...workers)).skep('up', '--until', 'nobody')
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('started are: stays, tests')])
})

test('--until all waits for all, though a service has failed', async () => {
  const desk = await openProject('fails: { command: "false" }', 'later: { command: [sh, -c, "sleep 0.3; echo over"] }')
  const { code, stdout } = await desk.skep('up', '--until', 'all')
  expect([code, stdout]).toEqual([1, expect.stringContaining('later │ over')])
})

test('up is a stream for programs: lines, what happened, and the verdicts', async () => {
  const desk = await openProject('one: { command: echo hello, kind: task }')
  const { stdout } = await desk.skep('up', '--json')
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map(text => stable(JSON.parse(text))),
  ).toMatchSnapshot()
})

test('the end of a worker is the end of all where the file says so', async () => {
  const desk = await openProject(
    'api: { command: sleep 1000 }',
    'checks: { command: [sh, -c, "exit 3"], kind: task, exit_on: failure }',
  )
  expect(await desk.skep('up', '--until', 'all')).toMatchObject({ code: 1 })
  const fine = await openProject(
    'api: { command: sleep 1000 }',
    'checks: { command: "true", kind: task, exit_on: end }',
  )
  expect(await fine.skep('up', '--until', 'all')).toMatchObject({ code: 0 })
})

test('what waits for what has failed ends up too, as failed: nothing would ever come of it', async () => {
  const desk = await openProject(
    'build: { command: [sh, -c, "exit 2"], kind: task }',
    'pack: { command: "true", kind: task, needs: { build: completed } }',
    'push: { command: "true", kind: task, needs: { pack: completed } }',
  )
  expect(await desk.skep('up', '--until', 'all')).toMatchObject({ code: 1 })
  expect(await wordsOf(desk)).toEqual(['build ended', 'pack idle', 'push idle'])
})

test('a detached up waits for what becomes ready, and a start says what it is not yet', async () => {
  const ready = 'ready: { log: open }'
  const desk = await openProject(`api: { command: [sh, -c, "sleep 0.2; echo open; exec sleep 1000"], ${ready} }`)
  expect(await desk.skep('up', '-d')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^api: up, pid \d+\n$/) })
  const slow = await openProject(`api: { command: sleep 1000, start: manual, ${ready} }`, 'x: { command: sleep 1000 }')
  await slow.skep('up', '-d')
  expect(await slow.skep('start', 'api')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^api: started, pid \d+, and is not ready yet\n$/),
  })
})
