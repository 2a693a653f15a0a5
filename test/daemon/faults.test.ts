import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { Fault } from '../../src/core/fault.ts'
import type { RunStatus } from '../../src/core/run.ts'
import { openRuntime } from '../../src/daemon/runtime.ts'
import { openStore } from '../../src/disk/store.ts'
import { openKeeper } from '../../src/keeper/keeper.ts'
import type { Connection } from '../../src/protocol/connection.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('when the processes cannot be looked at, usage is missing and comes back', async () => {
  let failures = 0
  const bench = await openBench({
    spoil(keeper) {
      const { usage } = keeper
      keeper.usage = runs => {
        failures += 1
        return failures === 1 ? Promise.reject(new Error('too many open files')) : usage(runs)
      }
    },
  })
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  let told = 0
  bench.client.listen(notice => {
    if (notice.kind === 'usage') told += 1
  })
  await bench.client.ask('watch', { usage: true })
  await until(() => told > 0, { what: 'usage to be told', show: () => told })
  expect(failures).toBeGreaterThan(1)
})

test('when what a run left cannot be looked for, the next one starts all the same', async () => {
  const bench = await openBench({
    spoil(keeper) {
      const stop = keeper.stop.bind(keeper)
      let calls = 0
      keeper.stop = order => {
        calls += 1
        return calls === 1 ? Promise.reject(new Error('too many open files')) : stop(order)
      }
    },
  })
  const id = await bench.start(specOf('job', 'exit 0'))
  await bench.untilIs(id, 'completed')
  const first = bench.runOf(id).id
  await bench.client.ask('start', { workers: [id] })
  await until(() => bench.runOf(id).id !== first, { what: 'the next run' })
  await bench.untilIs(id, 'completed')
  const { diagnostics } = await bench.client.ask('subscribe', {})
  expect(diagnostics.map(({ code }) => code)).toContain('run.stop-failed')
})

type OnDisk = {
  readonly disk: { isFull: boolean }
  readonly connection: Connection
  /** The events that are on the disk. */
  kept(): readonly SkepEvent[]
  /** Which runs the keeper was ever asked to start. */
  readonly spawned: readonly string[]
}

/** A runtime whose store is on a disk that is full until it is not. */
async function openOnDisk(): Promise<OnDisk> {
  const disk = { isFull: false }
  const runsFolder = tmpDir()
  const inMemory = openStore(':memory:')
  const commit: typeof inMemory.commit = events => {
    if (disk.isFull) throw new Fault({ code: 'disk-full', message: 'the disk is full' })
    inMemory.commit(events)
  }
  const store: typeof inMemory = Object.create(inMemory, { commit: { value: commit } })
  const keeper = openKeeper({ runsFolder, now: Date.now })
  const spawned: string[] = []
  const spawn = keeper.spawn.bind(keeper)
  keeper.spawn = order => {
    spawned.push(order.run)
    return spawn(order)
  }
  const world = { now: Date.now, randomBytes, runsFolder, spare: [] }
  const runtime = await openRuntime({ project: 'project', keeper, store, world })
  onTestFinished(async () => {
    disk.isFull = false
    await keeper.close()
    await runtime.close()
  })
  const kept = (): readonly SkepEvent[] => inMemory.readEvents({ after: 0, limit: 256 }).events
  return { disk, connection: runtime.connect('user'), kept, spawned }
}

test('on a full disk what runs can be stopped, nothing is begun, and all is as before when there is space', async () => {
  const { disk, connection } = await openOnDisk()
  const { ask } = connection
  const add = (name: string): Promise<unknown> =>
    ask('add', { spec: specOf(name, 'sleep 100'), taken: 'refuse', start: true })
  const words = async (): Promise<readonly string[]> =>
    (await ask('subscribe', {})).workers.map(({ spec, wanted }) => `${spec.name} ${wanted}`)

  await add('one')
  disk.isFull = true
  const workers = (await ask('subscribe', {})).workers.map(({ id }) => id)
  await expect(ask('stop', { workers })).rejects.toMatchObject({ code: 'disk-full' })
  await expect(add('two')).rejects.toMatchObject({ code: 'disk-full' })
  expect(await words()).toEqual(['one down'])
  disk.isFull = false
  await add('two')
  expect(await words()).toEqual(['one down', 'two up'])
})

test('the first change that a full disk refuses is not done either, now or when there is space', async () => {
  const { disk, connection, kept, spawned } = await openOnDisk()
  const { ask } = connection
  const add = (name: string): ReturnType<typeof ask<'add'>> =>
    ask('add', { spec: specOf(name, 'sleep 100'), taken: 'refuse', start: true })
  const { run } = await add('one')
  await untilStatus(connection, 'running')
  const before = await ask('subscribe', {})

  disk.isFull = true
  const [worker] = before.workers
  if (!worker) throw new Error('there is no worker')
  const spec = specOf('two', 'sleep 100')
  const refused = { code: 'disk-full' }
  // Each of them is the first: nothing else was to be kept before.
  await expect(ask('add', { spec, taken: 'refuse', start: true })).rejects.toMatchObject(refused)
  await expect(ask('up', { specs: [spec], start: 'auto' })).rejects.toMatchObject(refused)
  await expect(ask('restart', { workers: [worker.id], graceMs: 0 })).rejects.toMatchObject(refused)
  await expect(ask('rename', { worker: worker.id, name: 'other' })).rejects.toMatchObject(refused)
  // What is read meanwhile shows nothing of it, also in the same breath.
  const attempt = add('three')
  const seen = ask('subscribe', {})
  await expect(attempt).rejects.toMatchObject(refused)
  expect(await seen).toEqual(before)

  disk.isFull = false
  await add('four')
  const { workers } = await ask('subscribe', {})
  expect(workers.map(({ spec: { name }, run: own }) => (name === 'one' ? own : name))).toEqual([run, 'four'])
  expect(spawned).toEqual(workers.map(one => one.run))
  const told = kept().map(({ kind }) => kind)
  expect(told.filter(kind => kind === 'worker.added' || kind === 'run.stopping')).toHaveLength(2)
})

test('of many that are to be started at once a full disk lets none be, however many turns they take', async () => {
  const { disk, connection, spawned } = await openOnDisk()
  const { ask } = connection
  const specs = Array.from({ length: 60 }, (_, at) => specOf(`w${at}`, 'sleep 100'))
  await ask('up', { specs, start: 'none' })
  const { workers } = await ask('subscribe', {})
  disk.isFull = true
  await expect(ask('start', { workers: workers.map(({ id }) => id) })).rejects.toMatchObject({ code: 'disk-full' })
  expect((await ask('subscribe', {})).workers.map(({ wanted }) => wanted)).toEqual(specs.map(() => 'down'))
  expect(spawned).toEqual([])
})

test('an exit that a full disk cannot keep is kept when there is space', async () => {
  const { disk, connection, kept } = await openOnDisk()
  const { ask } = connection
  const spec = specOf('one', 'read line; exit 3')
  const { acknowledged } = await ask('add', { spec, taken: 'refuse', start: true })
  await untilStatus(connection, 'running')
  disk.isFull = true
  const typed = { kind: 'text', text: 'go', enter: true } as const
  await ask('send', { worker: acknowledged.ref.workerId, typed }).catch(() => undefined)
  await untilStatus(connection, 'ended')
  const { id: addedAs } = kept().findLast(({ kind }) => kind === 'run.running') ?? { id: 0 }
  disk.isFull = false
  await until(() => kept().some(({ kind, id }) => kind === 'run.ended' && id > addedAs), { what: 'the end to be kept' })
})

async function untilStatus({ ask }: Connection, status: RunStatus): Promise<void> {
  const statuses = async (): Promise<readonly RunStatus[]> =>
    (await ask('subscribe', {})).runs.map(({ state }) => state.status)
  await until(async () => (await statuses()).includes(status), { what: status, show: statuses })
}
