import { expect, test } from 'vitest'
import { parseCondition } from '../../../src/client/wait/condition.ts'
import { wait } from '../../../src/client/wait/wait.ts'
import { parseCursor } from '../../../src/core/cursor.ts'
import { defaultRestart } from '../../../src/core/spec.ts'
import { openBench } from '../../daemon/runtime.ts'
import { specOf } from '../../daemon/specs.ts'
import { tmpDir } from '../../tmp.ts'
import { until } from '../../until.ts'
import { metBy, waitOn } from './waiting.ts'

test('the exit of a run that has ended is met at once, with how it ended', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'echo over; exit 3'))
  await bench.untilIs(id, 'failed')
  const answer = await waitOn(bench.client, id, { conditions: ['exit'], timeoutMs: 20_000 })
  const outcome = { kind: 'exited', code: 3 }
  const cursor = `${bench.runOf(id).id}:${'over\n'.length}`
  expect(answer).toMatchObject({ kind: 'met', hit: { already: true, outcome, cursor } })
})

test('an exit is met when it comes, whatever the outcome', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'read -r go; exit 3'))
  const waiting = waitOn(bench.client, id, { conditions: ['exit'] })
  await bench.untilIs(id, 'running')
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
  expect(await waiting).toMatchObject({ kind: 'met', hit: { already: false, outcome: { kind: 'exited', code: 3 } } })
})

test('what a program writes last is found before its end is said', async () => {
  const bench = await openBench()
  const ids = await Promise.all(
    Array.from({ length: 8 }, (_, at) => bench.start(specOf(`job-${at}`, 'echo done; exit 0'))),
  )
  const answers = await Promise.all(
    ids.map(id => waitOn(bench.client, id, { conditions: ['exit', 'match=never', 'match=done'] })),
  )
  expect(answers.map(metBy)).toEqual(ids.map(() => 'match'))
})

test('the end without a match says how it ended and what was there', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'echo one; echo two; exit 4'))
  const answer = await waitOn(bench.client, id, { conditions: ['match=three', 'idle=1h'] })
  expect(answer).toMatchObject({
    kind: 'ended',
    name: 'job',
    outcome: { kind: 'exited', code: 4 },
    seen: [{ status: 'failed', lines: ['one', 'two'] }],
  })
})

test('a worker that was never started is waited for', async () => {
  const bench = await openBench()
  const { acknowledged } = await bench.client.ask('add', {
    spec: specOf('api', 'echo up; exit 0'),
    taken: 'refuse',
    start: false,
  })
  const id = acknowledged.ref.workerId
  const waits = ['ready', 'exit', 'match=up'].map(one => waitOn(bench.client, id, { conditions: [one] }))
  await bench.client.ask('start', { workers: [id] })
  expect((await Promise.all(waits)).map(metBy)).toEqual(['ready', 'exit', 'match'])
})

test('a worker that is never started is said to be idle when the time is over', async () => {
  const bench = await openBench()
  const { acknowledged } = await bench.client.ask('add', {
    spec: specOf('api', 'exit 0'),
    taken: 'refuse',
    start: false,
  })
  const answer = await waitOn(bench.client, acknowledged.ref.workerId, { conditions: ['ready'], timeoutMs: 10 })
  expect(answer).toMatchObject({ kind: 'timed-out', timeoutMs: 10, seen: [{ name: 'api', status: 'idle', lines: [] }] })
})

test('a started worker is ready, and one that has ended is not', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('api', 'read -r go'))
  expect(metBy(await waitOn(bench.client, id, { conditions: ['ready'] }))).toBe('ready')
  await bench.client.ask('stop', { workers: [id] })
  const answer = await waitOn(bench.client, id, { conditions: ['ready'] })
  expect(answer).toMatchObject({ kind: 'ended', outcome: { kind: 'stopped' } })
})

const retries = { ...defaultRestart, when: 'failure', backoffMs: { first: 10, longest: 10 } } as const

test('a match is waited for over retries, and none is passed by', async () => {
  const bench = await openBench()
  const file = `${tmpDir()}/tries`
  const line = `echo x >> ${file}; n=$(wc -l < ${file}); echo "try $n"; [ $n -ge 4 ] && sleep 100; exit 1`
  const id = await bench.start(specOf('flaky', line, { restart: retries }))
  const third = await waitOn(bench.client, id, { conditions: ['match=try 3'] })
  expect(third).toMatchObject({ kind: 'met', hit: { captures: { 0: 'try 3' } } })
  expect(await waitOn(bench.client, id, { conditions: ['match=try 4'] })).toMatchObject({ kind: 'met' })
})

test('an exit is that of the current run, also while the next one is waited for', async () => {
  const bench = await openBench()
  const slow = { ...retries, backoffMs: { first: 3_600_000, longest: 3_600_000 } }
  const id = await bench.start(specOf('flaky', 'exit 5', { restart: slow }))
  await bench.untilIs(id, 'backoff')
  const answer = await waitOn(bench.client, id, { conditions: ['exit'] })
  expect(answer).toMatchObject({ kind: 'met', hit: { already: true, outcome: { code: 5 } } })
  const late = await waitOn(bench.client, id, { conditions: ['ready', 'match=no'], timeoutMs: 100 })
  expect(late).toMatchObject({ kind: 'timed-out', seen: [{ status: 'backoff' }] })
})

test('a worker that gave up has ended', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('flaky', 'exit 5', { restart: { ...retries, attempts: 1 } }))
  const answer = await waitOn(bench.client, id, { conditions: ['match=no'] })
  expect(answer).toMatchObject({ kind: 'ended', outcome: { code: 5 }, seen: [{ status: 'gave-up' }] })
})

test('after a restart it is the new run that is waited for', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('api', `trap 'sleep 0.1; exit 0' TERM; echo up; sleep 100 & wait`))
  await bench.untilShows(id, 'up')
  const before = bench.runOf(id).id
  await bench.client.ask('restart', { workers: [id] })
  for (const one of ['match=up', 'ready']) {
    const answer = await waitOn(bench.client, id, { conditions: [one] })
    expect(answer).toMatchObject({ kind: 'met', hit: { already: false } })
    expect(answer.kind === 'met' && answer.hit.run).not.toBe(before)
    await bench.untilShows(id, 'up')
    await bench.client.ask('restart', { workers: [id] })
  }
})

test('with new, what was written and ended before does not count', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'echo tick; read -r go; echo tock; exit 2'))
  await bench.untilShows(id, 'tick')
  const waiting = waitOn(bench.client, id, { conditions: ['match=t[io]ck'], from: { kind: 'now' } })
  // The wait has begun when a second one, begun later, has looked.
  await waitOn(bench.client, id, { conditions: ['match=tick'] })
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
  expect(await waiting).toMatchObject({ kind: 'met', hit: { captures: { 0: 'tock' }, already: false } })
  await bench.untilIs(id, 'failed')
  const next = waitOn(bench.client, id, { conditions: ['exit'], from: { kind: 'now' } })
  await waitOn(bench.client, id, { conditions: ['exit'] })
  await bench.client.ask('start', { workers: [id] })
  await bench.client.ask('kill', { workers: [id] })
  expect(await next).toMatchObject({ kind: 'met', hit: { already: false, outcome: { kind: 'stopped' } } })
})

test('a cursor of an earlier run begins there and goes on over the runs since', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'echo one; echo two; exit 0'))
  const first = await waitOn(bench.client, id, { conditions: ['match=one'] })
  const cursor = first.kind === 'met' ? parseCursor(first.hit.cursor) : undefined
  if (!cursor) throw new Error('no cursor')
  await bench.untilIs(id, 'completed')
  await bench.client.ask('start', { workers: [id] })
  await until(() => bench.runOf(id).id !== cursor.run, { what: 'the second run' })
  await bench.untilIs(id, 'completed')
  const from = { kind: 'cursor', ...cursor } as const
  const two = await waitOn(bench.client, id, { conditions: ['match=two'], from })
  expect(two).toMatchObject({ kind: 'met', hit: { run: cursor.run, already: true } })
  const one = await waitOn(bench.client, id, { conditions: ['match=one'], from })
  expect(one).toMatchObject({ kind: 'met', hit: { run: bench.runOf(id).id } })
})

test('one run alone is waited for, whatever its worker does next', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('flaky', 'echo x; exit 5', { restart: { ...retries, attempts: 2 } }))
  await bench.untilIs(id, 'gave-up')
  const { runs } = await bench.client.ask('runs', { worker: id, limit: 10 })
  const [first] = runs.toReversed()
  if (!first) throw new Error('no run')
  const targets = [{ kind: 'run', worker: id, run: first.id }] as const
  const exit = await waitOn(bench.client, id, { conditions: ['exit'], targets })
  expect(exit).toMatchObject({ kind: 'met', hit: { run: first.id, already: true, outcome: { code: 5 } } })
  const none = await waitOn(bench.client, id, { conditions: ['match=y'], targets })
  expect(none).toMatchObject({ kind: 'ended', run: first.id })
})

test('any is the first of several workers, all is every condition of every one, in either order', async () => {
  const bench = await openBench()
  const { client } = bench
  const one = await bench.start(specOf('one', 'echo one up; read -r go; echo one over; exit 0'))
  const two = await bench.start(specOf('two', 'echo two up; read -r go; echo two over; exit 0'))
  const targets = [one, two].map(worker => ({ kind: 'worker', worker }) as const)
  const order = { targets, failOn: [], from: { kind: 'start' }, timeoutMs: 40_000 } as const
  const over = ['match=over'].map(parseCondition)
  const any = wait(client, { ...order, conditions: over, mode: 'any' })
  const all = wait(client, { ...order, conditions: [...over, { kind: 'exit' }], mode: 'all' })
  const backwards = wait(client, { ...order, conditions: [{ kind: 'exit' }, ...over], mode: 'all' })
  let isOver = false
  void all.then(() => {
    isOver = true
  })
  const enter = { kind: 'text', text: '', enter: true } as const
  await client.ask('send', { worker: two, typed: enter })
  expect(await any).toMatchObject({ kind: 'met', hit: { name: 'two' }, hits: { length: 1 } })
  await bench.untilIs(two, 'completed')
  expect(isOver).toBe(false)
  await client.ask('send', { worker: one, typed: enter })
  const names = (answer: Awaited<typeof all>): unknown =>
    answer.kind === 'met' && answer.hits.map(hit => `${hit.name} ${hit.condition.kind}`)
  expect(names(await all)).toEqual(['one match', 'one exit', 'two match', 'two exit'])
  expect(names(await backwards)).toEqual(['one exit', 'one match', 'two exit', 'two match'])
  expect(await all).toMatchObject({ hit: { name: 'one', condition: { kind: 'exit' } } })
})

test('any goes on with the others when one has ended; all cannot come any more', async () => {
  const bench = await openBench()
  const { client } = bench
  const short = await bench.start(specOf('short', 'exit 1'))
  const long = await bench.start(specOf('long', 'read -r go; echo found; sleep 100'))
  const targets = [short, long].map(worker => ({ kind: 'worker', worker }) as const)
  const conditions = ['match=found'].map(parseCondition)
  const order = { targets, conditions, failOn: [], from: { kind: 'start' }, timeoutMs: 40_000 } as const
  expect(await wait(client, { ...order, mode: 'all' })).toMatchObject({ kind: 'ended', name: 'short' })
  const any = wait(client, { ...order, mode: 'any' })
  await client.ask('send', { worker: long, typed: { kind: 'text', text: '', enter: true } })
  expect(await any).toMatchObject({ kind: 'met', hit: { name: 'long' } })
})

test('a worker that is removed while it is waited for has ended', async () => {
  const bench = await openBench()
  const { acknowledged } = await bench.client.ask('add', {
    spec: specOf('api', 'exit 0'),
    taken: 'refuse',
    start: false,
  })
  const id = acknowledged.ref.workerId
  const waiting = waitOn(bench.client, id, { conditions: ['ready'] })
  await bench.client.ask('remove', { workers: [id] })
  expect(await waiting).toMatchObject({ kind: 'ended', name: 'api', outcome: undefined })
})

test('what is so already is seen, however short the time', async () => {
  const bench = await openBench()
  const job = await bench.start(specOf('job', 'echo done; exit 3'))
  const api = await bench.start(specOf('api', 'echo up; sleep 100'))
  await bench.untilIs(job, 'failed')
  await bench.untilShows(api, 'up')
  const order = { failOn: ['never'], timeoutMs: 0 }
  const of = (id: typeof job, condition: string): Promise<string> =>
    waitOn(bench.client, id, { ...order, conditions: [condition] }).then(metBy)
  expect(await Promise.all([of(job, 'exit'), of(job, 'match=done')])).toEqual(['exit', 'match'])
  expect(await Promise.all([of(api, 'ready'), of(api, 'match=up')])).toEqual(['ready', 'match'])
  expect(await waitOn(bench.client, api, { ...order, conditions: ['exit'] })).toMatchObject({ kind: 'timed-out' })
})
