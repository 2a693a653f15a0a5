import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('the newest 64 runs of a worker are kept, and the output of older ones goes with them', async () => {
  const places = { stateHome: tmpDir(), folder: tmpDir() }
  const first = await openBench(places)
  const id = await first.start(specOf('job', 'echo done'))
  await first.untilIs(id, 'completed')
  const oldest = first.client.outputFolder(first.runOf(id).id)
  expect(existsSync(oldest)).toBe(true)
  for (let run = 0; run < 66; run += 1) {
    const before = first.runOf(id).id
    await first.client.ask('start', { workers: [id] })
    await until(() => first.runOf(id).id !== before && first.runOf(id).state.status === 'ended', {
      what: 'the next end',
    })
  }
  await first.close()
  const second = await openBench(places)
  await until(() => !existsSync(oldest), { what: 'the oldest output to go' })
  const { runs } = await second.client.ask('runs', { worker: id, limit: 100 })
  expect(runs.length).toBeLessThanOrEqual(65)
  expect(runs.length).toBeGreaterThanOrEqual(64)
})
