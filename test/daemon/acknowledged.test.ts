import { expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('the event that said last where a worker stands is the same in the next runtime', async () => {
  const places = { stateHome: tmpDir(), folder: tmpDir() }
  const bench = await openBench(places)
  const id = await bench.start(specOf('job', 'true'))
  await bench.untilIs(id, 'completed')
  const [first] = (await bench.client.ask('stop', { workers: [id] })).stopped
  await bench.close()
  const again = await openBench(places)
  const [second] = (await again.client.ask('stop', { workers: [id] })).stopped
  expect(second).toMatchObject({ eventId: first?.eventId, changed: false, status: 'completed' })
  expect(again.events.filter(({ worker }) => worker === id)).toEqual([])
})

test('a diagnostic about a worker is no change of it', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('leaves', 'setsid sleep 1000 >/dev/null 2>&1 </dev/null & exit 0'))
  await bench.untilIs(id, 'completed')
  await bench.client.ask('stop', { workers: [id] })
  const answers = [1, 2].map(() => bench.client.ask('stop', { workers: [id] }))
  const [first, second] = (await Promise.all(answers)).map(({ stopped }) => stopped[0]?.eventId)
  expect(first).toBe(second)
  expect(first).toBe(bench.events.findLast(({ worker, kind }) => worker === id && /^(worker|run)/.test(kind))?.id)
})
