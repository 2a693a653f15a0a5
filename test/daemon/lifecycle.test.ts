import { expect, test } from 'vitest'
import { unlimitedAttempts } from '../../src/core/spec.ts'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('a worker that is started runs, and its end is its outcome', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'echo hello; exit 3'))
  await bench.untilIs(id, 'failed')
  expect(bench.runOf(id).state).toMatchObject({ status: 'ended', outcome: { kind: 'exited', code: 3 } })
  expect(await bench.outputOf(bench.runOf(id).id)).toBe('hello\n')
})

test('a start of a worker that runs changes nothing', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  const before = bench.runOf(id).id
  const { acknowledged } = await bench.client.ask('start', { workers: [id] })
  expect(acknowledged).toMatchObject([{ changed: false, status: 'running' }])
  expect(bench.runOf(id).id).toBe(before)
})

test.each(['start', 'restart'] as const)(
  'a %s of what has exited, while its last output is read, is a new run',
  async verb => {
    const bench = await openBench()
    const restart = {
      when: 'always',
      backoffMs: { first: 60_000, longest: 60_000 },
      attempts: 9,
      resetMs: 60_000,
    } as const
    const id = await bench.start(specOf('server', 'sleep 100 & exit 3', { restart }))
    await until(() => bench.runOf(id).state.status === 'draining', { what: 'its exit', everyMs: 1 })
    const first = bench.runOf(id).id
    const { acknowledged } = await bench.client.ask(verb, { workers: [id] })
    expect(acknowledged).toMatchObject([{ changed: true }])
    await until(() => bench.runOf(id).id !== first && bench.runOf(id).pid !== undefined, { what: 'the next run' })
    expect(bench.runOf(id)).toMatchObject({ attempt: 1, previous: first })
  },
)

test('a stop answers with a verdict and is said by whom', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100 & sleep 100'))
  await bench.untilIs(id, 'running')
  const { stopped } = await bench.client.ask('stop', { workers: [id], reason: 'enough' })
  expect(stopped[0]?.outcome).toMatchObject({ kind: 'stopped', by: 'user', reason: 'enough' })
  expect(stopped[0]?.verdict?.survivors).toEqual([])
  expect(stopped[0]?.verdict?.ended.length).toBeGreaterThanOrEqual(2)
  await bench.untilIs(id, 'stopped')
})

test('a stop of a worker that has ended changes nothing', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'true'))
  await bench.untilIs(id, 'completed')
  const [first] = (await bench.client.ask('stop', { workers: [id] })).stopped
  const [second] = (await bench.client.ask('stop', { workers: [id] })).stopped
  expect(second?.eventId).toBe(first?.eventId)
  expect(second?.changed).toBe(false)
})

test('a cancel is told from a stop', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'sleep 100'))
  await bench.untilIs(id, 'running')
  await bench.client.ask('cancel', { workers: [id], reason: 'wrong branch' })
  await bench.untilIs(id, 'cancelled')
  expect(bench.runOf(id).state).toMatchObject({ outcome: { kind: 'cancelled', reason: 'wrong branch' } })
})

test('two restarts in flight make one new run', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  const first = bench.runOf(id).id
  await Promise.all([bench.client.ask('restart', { workers: [id] }), bench.client.ask('restart', { workers: [id] })])
  await until(() => bench.runOf(id).id !== first && bench.runOf(id).state.status === 'running', { what: 'a new run' })
  const { runs } = await bench.client.ask('runs', { worker: id, limit: 10 })
  expect(runs).toHaveLength(2)
})

test('a stop wins over a restart in flight', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  void bench.client.ask('restart', { workers: [id] })
  await bench.client.ask('stop', { workers: [id] })
  await bench.untilIs(id, 'stopped')
  const { runs } = await bench.client.ask('runs', { worker: id, limit: 10 })
  expect(runs).toHaveLength(1)
})

test('a job that fails is retried after growing pauses and then given up', async () => {
  const bench = await openBench()
  const restart = { when: 'failure', backoffMs: { first: 10, longest: 20 }, attempts: 2, resetMs: 60_000 } as const
  const id = await bench.start(specOf('job', 'exit 1', { restart }))
  await bench.untilIs(id, 'gave-up')
  const { runs } = await bench.client.ask('runs', { worker: id, limit: 10 })
  expect(runs.map(({ attempt }) => attempt)).toEqual([3, 2, 1])
})

test('a job that is retried without end says so, and not how many times that would be', async () => {
  const bench = await openBench()
  const forms = { when: 'failure', backoffMs: { first: 60_000, longest: 60_000 }, resetMs: 1 } as const
  for (const attempts of [2, unlimitedAttempts]) {
    const id = await bench.start(specOf(`job-${attempts}`, 'exit 1', { restart: { ...forms, attempts } }))
    await bench.untilIs(id, 'backoff')
  }
  const told = bench.events.map(({ message }) => /^retry .* at/.exec(message)?.[0]).filter(Boolean)
  expect(told).toEqual(['retry 1 of 2 at', 'retry 1 (without end) at'])
})

test('a stop during the pause before a retry ends the retries', async () => {
  const bench = await openBench()
  const restart = { when: 'failure', backoffMs: { first: 60_000, longest: 60_000 }, attempts: 2, resetMs: 1 } as const
  const id = await bench.start(specOf('job', 'exit 1', { restart }))
  await bench.untilIs(id, 'backoff')
  await bench.client.ask('stop', { workers: [id] })
  await bench.untilIs(id, 'failed')
  expect(bench.worker(id)).toMatchObject({ wanted: 'down', state: { status: 'ended' } })
})

test('a command that is not there is an outcome with its reason, not a crash', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('typo', { kind: 'argv', argv: ['no-such-command'] }))
  await bench.untilIs(id, 'failed')
  expect(bench.runOf(id).state).toMatchObject({ outcome: { kind: 'spawn-failed', errno: 'ENOENT' } })
})

test('pause stops the tree where it is and resume lets it go on', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('counter', 'while :; do echo tick; sleep 0.01; done'))
  await bench.untilShows(id, 'tick')
  await bench.client.ask('pause', { workers: [id] })
  await bench.untilIs(id, 'paused')
  await bench.client.ask('resume', { workers: [id] })
  await bench.untilIs(id, 'running')
  await bench.client.ask('stop', { workers: [id] })
  await bench.untilIs(id, 'stopped')
})

test('a paused worker can be stopped', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  await bench.client.ask('pause', { workers: [id] })
  const { stopped } = await bench.client.ask('stop', { workers: [id] })
  expect(stopped[0]?.verdict?.survivors).toEqual([])
})
