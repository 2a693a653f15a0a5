import { expect, test } from 'vitest'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('a name that is taken is refused, or numbered when that is asked for', async () => {
  const bench = await openBench()
  const spec = specOf('server', 'sleep 100')
  await bench.start(spec)
  await expect(bench.start(spec)).rejects.toMatchObject({ code: 'name-taken' })
  const { acknowledged } = await bench.client.ask('add', { spec, taken: 'number', start: false })
  expect(acknowledged.name).toBe('server-2')
})

test('a worker that is active is not removed', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  await expect(bench.client.ask('remove', { workers: [id] })).rejects.toMatchObject({ code: 'already-running' })
  expect(bench.worker(id).spec.name).toBe('server')
})

test('nothing is typed into a worker that has ended', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'true'))
  await bench.untilIs(id, 'completed')
  const typed = { kind: 'text', text: 'rm -rf .', enter: true } as const
  await expect(bench.client.ask('send', { worker: id, typed })).rejects.toMatchObject({ code: 'not-running' })
})

test('an unknown worker is refused and nothing is changed', async () => {
  const bench = await openBench()
  const known = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(known, 'running')
  await expect(bench.client.ask('stop', { workers: [known, 'wrk_none'] })).rejects.toMatchObject({ code: 'not-found' })
  expect(bench.worker(known).wanted).toBe('up')
})

test('after down everything can be read and nothing changed', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  await bench.client.ask('down', {})
  await expect(bench.client.ask('start', { workers: [id] })).rejects.toMatchObject({ code: 'runtime-stopped' })
  const { events } = await bench.client.ask('events', { after: 0, limit: 256 })
  expect(events.at(-1)?.kind).toBe('runtime.stopped')
})

test('one unknown worker among several is refused before anything is done to the others', async () => {
  const bench = await openBench()
  const known = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(known, 'running')
  const workers = [known, 'wrk_none'] as const
  await expect(bench.client.ask('pause', { workers })).rejects.toMatchObject({ code: 'not-found' })
  await expect(bench.client.ask('signal', { workers, signal: 'URG' })).rejects.toMatchObject({ code: 'not-found' })
  await bench.client.ask('signal', { workers: [known], signal: 'WINCH' })
  const { items } = await bench.client.ask('transcript', { run: bench.runOf(known).id, start: 0, limit: 100 })
  expect(items.flatMap(item => (item.kind === 'signal' ? [item.signal] : []))).toEqual(['SIGWINCH'])
})

test('a worker that is named twice is removed once', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'true'))
  await bench.untilIs(id, 'completed')
  const { acknowledged } = await bench.client.ask('remove', { workers: [id, id] })
  expect(acknowledged).toHaveLength(1)
})

test('an up that a down overtakes starts nothing after it', async () => {
  const bench = await openBench()
  const specs = Array.from({ length: 8 }, (_, index) => specOf(`server-${index}`, 'sleep 100'))
  const up = bench.client.ask('up', { specs, start: 'auto' })
  await Promise.all([up, bench.client.ask('down', {})])
  const { workers } = await bench.client.ask('subscribe', {})
  expect(workers.map(({ wanted }) => wanted)).toEqual(specs.map(() => 'down'))
})

test('what is asked after a stop of many takes effect after it', async () => {
  const bench = await openBench()
  const { client } = bench
  const specs = Array.from({ length: 100 }, (_, index) => specOf(`server-${index}`, 'sleep 100'))
  await client.ask('up', { specs, start: 'none' })
  const [first = 'wrk_', ...others] = (await client.ask('subscribe', {})).workers.map(({ id }) => id)
  // Named again and again they take several turns of the loop.
  const many = Array.from({ length: 100 }, () => others).flat()
  const stopped = client.ask('stop', { workers: [...many, first] })
  const started = client.ask('start', { workers: [first] })
  await Promise.all([stopped, started])
  await bench.untilIs(first, 'running')
  expect(bench.worker(first).wanted).toBe('up')
})
