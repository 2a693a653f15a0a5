import { expect, test } from 'vitest'
import type { WorkerId } from '../../src/core/id.ts'
import type { Schedule } from '../../src/core/spec.ts'
import { dueOf } from '../../src/daemon/due.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { type Bench, openBench } from './runtime.ts'
import { specOf } from './specs.ts'

function every(ms: number, change: Partial<Schedule> = {}): Schedule {
  return { at: { kind: 'every', ms }, overlap: 'skip', atOnce: false, ...change }
}

async function up(bench: Bench, ...specs: ReturnType<typeof specOf>[]): Promise<WorkerId> {
  const { acknowledged } = await bench.client.ask('up', { specs, start: 'auto' })
  const id = acknowledged[0]?.ref.workerId
  if (!id) throw new Error('nothing was taken in')
  return id
}

function startsOf(bench: Bench, id: WorkerId): number {
  return bench.events.filter(({ kind, worker }) => kind === 'run.starting' && worker === id).length
}

test('what has a schedule is started by the clock alone, again and again', async () => {
  const bench = await openBench()
  const id = await up(bench, specOf('tick', 'echo tick', { kind: 'task', schedule: every(200) }))
  const [first] = bench.events.filter(({ kind }) => kind === 'worker.moved')
  expect(first?.data).toMatchObject({ state: { status: 'scheduled' }, wanted: 'up' })
  await until(() => startsOf(bench, id) >= 3, { what: 'three starts' })
  const moved = bench.events.find(({ kind, data }) => kind === 'run.added' && 'run' in data)
  expect(moved?.actor).toBe('supervisor')
})

test('a stop takes it from the clock, and a start by hand runs it at once and leaves it to the clock again', async () => {
  const bench = await openBench()
  const id = await up(bench, specOf('nightly', 'sleep 0.05', { schedule: every(3_600_000) }))
  await bench.untilIs(id, 'scheduled')
  await bench.client.ask('stop', { workers: [id] })
  expect(bench.worker(id)).toMatchObject({ state: { status: 'ended' }, wanted: 'down' })
  expect(startsOf(bench, id)).toBe(0)
  await bench.client.ask('start', { workers: [id] })
  await until(() => startsOf(bench, id) === 1, { what: 'the start by hand' })
  await bench.untilIs(id, 'scheduled')
  const { state } = bench.worker(id)
  expect(state.status === 'scheduled' && state.dueMs).toBeGreaterThan(Date.now() + 3_000_000)
})

test('when it is to start with the project too, it does', async () => {
  const bench = await openBench()
  const id = await up(bench, specOf('sync', 'true', { schedule: every(3_600_000, { atOnce: true }) }))
  await until(() => startsOf(bench, id) === 1, { what: 'the first start' })
  await bench.untilIs(id, 'scheduled')
})

test('a time that comes while it runs is skipped, queued, or restarts it', async () => {
  const bench = await openBench()
  const overlaps = ['skip', 'queue', 'restart'] as const
  const specs = overlaps.map(overlap => {
    const command = overlap === 'restart' ? 'exec sleep 1000' : 'exec sleep 0.7'
    return specOf(overlap, command, { schedule: every(300, { overlap }) })
  })
  const { acknowledged } = await bench.client.ask('up', { specs, start: 'auto' })
  const endsOf = (id: WorkerId): readonly string[] =>
    bench.events.flatMap(({ kind, worker, message }) => (kind === 'run.ended' && worker === id ? [message] : []))
  for (const { name, ref } of acknowledged) {
    await until(() => startsOf(bench, ref.workerId) >= 3, { what: `three runs of ${name}` })
    const expected = name === 'restart' ? /^stopped by supervisor: its schedule says so: every 300ms/ : /^exit 0$/
    for (const message of endsOf(ref.workerId)) expect(message).toMatch(expected)
  }
})

test('after a restart of the runtime the clock goes on, and what came due meanwhile runs', async () => {
  const places = { stateHome: tmpDir(), folder: tmpDir() }
  const first = await openBench(places)
  const id = await up(first, specOf('job', 'true', { kind: 'task', schedule: every(1_000) }))
  await first.untilIs(id, 'scheduled')
  await first.leave()
  const dueMs = dueAt(first, id)
  await until(() => Date.now() > dueMs, { what: 'its time to come' })
  const second = await openBench(places)
  await until(() => startsOf(second, id) > 0, { what: 'the run that came due' })
  await second.untilIs(id, 'scheduled')
  expect(dueAt(second, id)).toBeGreaterThan(dueMs)
})

function dueAt(bench: Bench, id: WorkerId): number {
  const { state } = bench.worker(id)
  if (state.status !== 'scheduled') throw new Error(`it is ${state.status}`)
  return state.dueMs
}

test('the next time is by the clock, not by how long the last run took', () => {
  const at = { kind: 'every', ms: 1_000 } as const
  const order = { sinceMs: 10_000, nowMs: 12_345 }
  expect(dueOf({ at, overlap: 'skip', atOnce: false }, order)).toBe(13_000)
  expect(dueOf({ at, overlap: 'queue', atOnce: false }, order)).toBe(11_000)
  const cron: Schedule = { at: { kind: 'cron', pattern: '0 3 * * *' }, overlap: 'skip', atOnce: false }
  const nowMs = new Date(2026, 0, 1, 3, 0, 0).getTime()
  expect(new Date(dueOf(cron, { sinceMs: nowMs, nowMs }) ?? 0)).toEqual(new Date(2026, 0, 2, 3, 0, 0))
})
