import { expect, test } from 'vitest'
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
