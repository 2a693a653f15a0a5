import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { openRuntime } from '../../src/daemon/runtime.ts'
import { openStore } from '../../src/disk/store.ts'
import { openKeeper } from '../../src/keeper/keeper.ts'
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

test('on a full disk what runs can be stopped, nothing is begun, and all is as before when there is space', async () => {
  const disk = { isFull: false }
  const runsFolder = tmpDir()
  const kept = openStore(':memory:')
  const commit: typeof kept.commit = events => {
    if (disk.isFull) throw new Fault({ code: 'disk-full', message: 'the disk is full' })
    kept.commit(events)
  }
  const store: typeof kept = Object.create(kept, { commit: { value: commit } })
  const keeper = openKeeper({ runsFolder, now: Date.now })
  const world = { now: Date.now, randomBytes, runsFolder, spare: [] }
  const runtime = await openRuntime({ project: 'project', keeper, store, world })
  onTestFinished(async () => {
    await keeper.close()
    await runtime.close()
  })
  const { ask } = runtime.connect('user')
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
