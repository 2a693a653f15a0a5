import { expect, test } from 'vitest'
import { sayEnding } from '../../src/cli/verdicts.ts'
import type { Stopped } from '../../src/protocol/acknowledged.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { openDesk, openSink, toDoors } from './desk.ts'
import { beginLine, openTerminalSink } from './line.ts'
import { stable } from './stable.ts'

const sleeps = { kind: 'argv', argv: ['sleep', '1000'] } as const

test('a stop says of each worker what became of its processes', async () => {
  const desk = await openDesk()
  for (const name of ['api', 'web']) await desk.bench.untilIs(await desk.bench.start(specOf(name, sleeps)), 'running')
  const { code, stdout, stderr } = await desk.skep('stop', 'api', 'web', '--reason', 'enough')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(
    /^api: stopped in \d\.\d s \(1 by stop action\)\nweb: stopped in \d\.\d s \(1 by stop action\)\n$/,
  )
})

test('the verdicts of a stop are a document', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('api', sleeps)), 'running')
  expect(stable(await desk.json('stop', 'api', '--reason', 'enough', '--json'))).toMatchSnapshot()
})

test.each(['stop', 'kill', 'cancel'])(
  'a %s of what has ended says so, with the same event and no new one',
  async verb => {
    const desk = await openDesk()
    const id = await desk.bench.start(specOf('job', 'exit 3'))
    await desk.bench.untilIs(id, 'failed')
    const before = desk.bench.events.length
    expect(await desk.skep(verb, 'job')).toEqual({ code: 0, stdout: 'job: already ended (exit 3)\n', stderr: '' })
    const [first, second] = [await desk.json(verb, 'job', '--json'), await desk.json(verb, 'job', '--json')]
    expect(second).toEqual(first)
    expect(desk.bench.events.slice(before)).toEqual([])
    const last = desk.bench.events.findLast(({ worker, kind }) => worker === id && kind !== 'diagnostic')
    expect(first).toMatchObject({
      verdicts: [{ eventId: last?.id, changed: false, outcome: { kind: 'exited', code: 3 } }],
    })
  },
)

test('what others do meanwhile does not change the event of what has ended', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  const first = await desk.json('stop', 'job', '--json')
  await desk.bench.untilIs(await desk.bench.start(specOf('other', 'true')), 'completed')
  expect(await desk.json('stop', 'job', '--json')).toEqual(first)
})

test('a kill gives no grace, a cancel is told from a stop', async () => {
  const desk = await openDesk()
  const deaf = await desk.bench.start(specOf('deaf', `trap '' TERM; echo ready; while :; do sleep 1; done`))
  const job = await desk.bench.start(specOf('job', sleeps))
  await desk.bench.untilShows(deaf, 'ready')
  await desk.bench.untilIs(job, 'running')
  expect((await desk.skep('kill', 'deaf')).stdout).toMatch(/^deaf: stopped in .* by kill\)\n$/)
  await desk.skep('cancel', 'job', '--reason', 'wrong branch')
  expect(desk.bench.runOf(job).state).toMatchObject({ outcome: { kind: 'cancelled', reason: 'wrong branch' } })
})

test('a grace that is given stands over that of the worker', async () => {
  const desk = await openDesk()
  const deaf = `trap '' TERM; echo ready; while :; do sleep 1; done`
  const stop = { action: { kind: 'signals', signals: ['SIGTERM'] }, graceMs: 50_000, scope: 'all' } as const
  const id = await desk.bench.start(specOf('deaf', deaf, { stop }))
  await desk.bench.untilShows(id, 'ready')
  expect(await desk.json('stop', 'deaf', '--grace', '100ms', '--json')).toMatchObject({
    verdicts: [{ ended: expect.arrayContaining([expect.objectContaining({ by: 'kill' })]), survivors: [] }],
  })
  const refused = await desk.skep('stop', 'deaf', '--grace', '2m')
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('at most 60s')])
})

test('a signal reaches the whole tree and ends nothing by itself', async () => {
  const desk = await openDesk()
  const line = `(trap 'echo child' USR1; echo ready; while :; do sleep 0.05; done) & trap 'echo parent' USR1; while :; do wait; done`
  const id = await desk.bench.start(specOf('tree', line))
  await desk.bench.untilShows(id, 'ready')
  expect(await desk.skep('kill', 'tree', '--signal', 'usr1')).toEqual({
    code: 0,
    stdout: 'tree: SIGUSR1 sent\n',
    stderr: '',
  })
  await desk.bench.untilShows(id, 'child')
  await desk.bench.untilShows(id, 'parent')
  const typo = await desk.skep('kill', 'tree', '--signal', 'USRR1')
  expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('did you mean USR1?')])
})

test('a signal for one that does not run is refused before it is sent to any', async () => {
  const desk = await openDesk()
  const runs = await desk.bench.start(specOf('runs', sleeps))
  await desk.bench.untilIs(runs, 'running')
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  const { code, stderr } = await desk.skep('kill', 'runs', 'job', '--signal', 'KILL')
  expect([code, stderr]).toEqual([4, 'skep: job is not running\n  start it first: skep start job\n'])
  expect(desk.bench.runOf(runs).state.status).toBe('running')
})

test('--all is for what runs', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  await desk.bench.untilIs(await desk.bench.start(specOf('api', sleeps)), 'running')
  expect((await desk.skep('stop', '--all')).stdout).toMatch(/^api: stopped in [^\n]*\n$/)
  expect(await desk.skep('stop', '--all')).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('a name that is none is refused with the one that may have been meant, no name with what to write', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('server', 'true')), 'completed')
  const unknown = await desk.skep('stop', 'sevrer')
  expect([unknown.code, unknown.stderr]).toEqual([3, 'skep: there is no worker sevrer\n  did you mean server?\n'])
  const none = await desk.skep('stop')
  expect([none.code, none.stderr]).toEqual([
    2,
    'skep: stop does not know which workers\n  write skep stop NAME…, or skep stop --all\n',
  ])
})

test('who survives a stop is named below its worker, with its ports, and the code is 1', async () => {
  const desk = await openDesk()
  const [stdout, stderr] = [openSink(), openSink()]
  const doors = toDoors(desk.bench.client, { folder: desk.folder, stdout: stdout.stream, stderr: stderr.stream })
  const survivor = { pid: 42, command: 'sud\x1b[2Jo server', reason: 'not permitted', ports: [3000] }
  const stopped: Stopped = {
    ...{ ref: { runtimeId: 'rt_1', workerId: 'wrk_1' }, name: 'api', status: 'stopped', eventId: 7, changed: true },
    ...{ worker: 'wrk_1', run: 'run_1', outcome: undefined },
    verdict: { run: 'run_1', tookMs: 5100, ended: [], survivors: [survivor], spared: [] },
  }
  expect(sayEnding({ stopped: [stopped], holdups: [] }, { json: false }, doors)).toBe(1)
  expect(stdout.text()).toBe(
    'api: not fully stopped in 5.1 s\n  survived: 42 sud␛[2Jo server: not permitted, holds port 3000\n',
  )
})

test('a terminal is told for what it waits, and who holds a stop up for too long is named', async () => {
  const gate = Promise.withResolvers<void>()
  const desk = await openDesk({
    spoil(keeper) {
      const { stop } = keeper
      keeper.stop = async order => {
        await gate.promise
        return stop.call(keeper, order)
      }
    },
  })
  const id = await desk.bench.start(specOf('api', sleeps))
  await desk.bench.untilIs(id, 'running')
  const stderr = openTerminalSink()
  const line = beginLine(desk, ['stop', 'api', '--grace', '0s'], { stderr: stderr.stream })
  await until(() => stderr.text().includes('waiting for api: '), { what: 'what is waited for', show: stderr.text })
  expect(stderr.text()).toMatch(/waiting for api: \d+ sleep 1000\n/)
  expect((await line.ended).code).toBe(1)
  expect(stderr.text()).toMatch(/skep: still being stopped: api: \d+ sleep 1000\n {2}the stop goes on/)
  gate.resolve()
  await desk.bench.untilIs(id, 'stopped')
})
