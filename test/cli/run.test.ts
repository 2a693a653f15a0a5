import { expect, test } from 'vitest'
import type { WorkerRecord } from '../../src/core/record.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { type Desk, openDesk } from './desk.ts'
import { beginLine } from './line.ts'
import { stable } from './stable.ts'

async function workerOf(desk: Desk, name: string): Promise<WorkerRecord> {
  return until(
    async () => (await desk.bench.client.ask('subscribe', {})).workers.find(({ spec }) => spec.name === name),
    { what: `a worker ${name}` },
  )
}

test('a run in the foreground ends with itself alone: what others run goes on', async () => {
  const desk = await openDesk()
  const other = await desk.bench.start(specOf('other', 'sleep 1000'))
  await desk.bench.untilIs(other, 'running')
  expect(await desk.skep('run', '--stdin', 'none', '--', 'sh', '-c', 'echo out; echo err >&2; exit 7')).toEqual({
    ...{ code: 7, stdout: 'out\n', stderr: 'err\n' },
  })
  expect(desk.bench.runOf(other).state.status).toBe('running')
  expect(desk.bench.events.some(({ kind }) => kind === 'runtime.stopped')).toBe(false)
})

test('what a run left behind ends with it and is said, unless it is to be kept', async () => {
  const desk = await openDesk()
  const leaves = ['sh', '-c', 'setsid sleep 1000 >/dev/null 2>&1 </dev/null & exit 0'] as const
  const swept = await desk.skep('run', '--stdin', 'none', '--', ...leaves)
  expect([swept.code, swept.stderr]).toEqual([
    0,
    expect.stringMatching(/^sh: stopped in .*\(1 by (stop action|kill)\)\n$/),
  ])
  const kept = await desk.skep('run', '--keep', '--stdin', 'none', '--', ...leaves)
  expect([kept.code, kept.stderr]).toEqual([0, ''])
  const { id } = await workerOf(desk, 'sh-2')
  await until(() => desk.bench.runOf(id).left.length === 1, { what: 'what it left to be named' })
})

test('TERM of skep stops its run, and with --keep leaves it', async () => {
  const desk = await openDesk()
  const line = beginLine(desk, ['run', '--stdin', 'none', '--', 'sh', '-c', 'echo ready; exec sleep 1000'])
  await line.untilSays('ready')
  line.signal('SIGTERM')
  expect(await line.ended).toMatchObject({ code: 143, stderr: expect.stringContaining('skep run got SIGTERM') })
  const kept = beginLine(desk, ['run', '--keep', '--stdin', 'none', '--', 'sh', '-c', 'echo ready; exec sleep 1000'])
  await kept.untilSays('ready')
  kept.signal('SIGHUP')
  expect((await kept.ended).code).toBe(129)
  expect(desk.bench.runOf((await workerOf(desk, 'sh-2')).id).state.status).toBe('running')
})

test('a reader that goes away stops the run, and with --keep leaves it', async () => {
  const desk = await openDesk()
  const line = beginLine(desk, ['run', '--stdin', 'none', '--', 'sh', '-c', 'echo ready; exec sleep 1000'])
  await line.untilSays('ready')
  line.breakStdout()
  expect((await line.ended).code).toBe(141)
  const { id } = await workerOf(desk, 'sh')
  expect(desk.bench.runOf(id).state).toMatchObject({ outcome: { kind: 'stopped' } })
  const kept = beginLine(desk, ['run', '--keep', '--stdin', 'none', '--', 'sh', '-c', 'echo ready; exec sleep 1000'])
  await kept.untilSays('ready')
  kept.breakStdout()
  expect((await kept.ended).code).toBe(141)
  expect(desk.bench.runOf((await workerOf(desk, 'sh-2')).id).state.status).toBe('running')
})

test('Ctrl-C is for the run, and twice it means it', async () => {
  const desk = await openDesk()
  const stubborn = `trap 'echo no' INT; echo ready; while :; do sleep 0.05; done`
  const line = beginLine(desk, ['run', '--stdin', 'none', '--', 'sh', '-c', stubborn])
  await line.untilSays('ready')
  line.signal('SIGINT')
  await line.untilSays('no')
  line.signal('SIGINT')
  expect(await line.ended).toMatchObject({ code: 137, stderr: expect.stringContaining('Ctrl-C twice') })
})

test('a run that is a stream for programs says each line with its place, and how it ended', async () => {
  const desk = await openDesk()
  const { code, stdout } = await desk.skep('run', '--json', '--stdin', 'none', '--', 'sh', '-c', 'echo out; exit 7')
  expect(code).toBe(7)
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map(text => stable(JSON.parse(text))),
  ).toMatchSnapshot()
})

test('a detached run answers its id at once and goes on', async () => {
  const desk = await openDesk()
  const { code, stdout } = await desk.skep('run', '-d', '--name', 'job', '--', 'sleep', '1000')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^run_[0-9a-f]{32}\n$/)])
  const { id, run, spec } = await workerOf(desk, 'job')
  expect([`${run}\n`, spec.stdin]).toEqual([stdout, 'none'])
  await desk.bench.untilIs(id, 'running')
  expect(stable(await desk.json('run', '-d', '--json', '--', 'sleep', '1000'))).toEqual({
    ...{ v: 1, run: 'run_…', worker: 'sleep' },
  })
})

test('a detached run is waited for when asked: to its end with its code, or to its start', async () => {
  const desk = await openDesk()
  const exits = await desk.skep('run', '-d', '--wait', 'exit', '--json', '--', 'sh', '-c', 'exit 5')
  expect([exits.code, JSON.parse(exits.stdout)]).toEqual([
    5,
    expect.objectContaining({ outcome: { kind: 'exited', code: 5 } }),
  ])
  const starts = await desk.skep('run', '-d', '--wait', 'ready', '--name', 'api', '--', 'sleep', '1000')
  expect(starts.code).toBe(0)
  expect(desk.bench.runOf((await workerOf(desk, 'api')).id).startedAtMs).toBeDefined()
  const typo = await desk.skep('run', '-d', '--wait', 'ready', '--', 'no-such-command')
  expect([typo.code, typo.stderr]).toEqual([127, expect.stringContaining('could not start')])
  expect((await desk.skep('run', '--wait', 'exit', '--', 'true')).code).toBe(2)
})

test('a name that runs is refused; once it has ended it is run again as the same worker', async () => {
  const desk = await openDesk()
  await desk.skep('run', '-d', '--wait', 'exit', '--name', 'job', '--', 'true')
  const { id } = await workerOf(desk, 'job')
  await desk.skep('run', '-d', '--wait', 'ready', '--name', 'job', '--', 'sleep', '1000')
  expect(await workerOf(desk, 'job')).toMatchObject({ id, spec: { command: { argv: ['sleep', '1000'] } } })
  const { code, stderr } = await desk.skep('run', '--name', 'job', '--', 'true')
  expect([code, stderr]).toEqual([4, expect.stringContaining('job is running already')])
  await desk.bench.client.ask('up', { specs: [specOf('api', 'true')], start: 'none' })
  expect((await desk.skep('run', '--name', 'api', '--', 'true')).code).toBe(4)
})
