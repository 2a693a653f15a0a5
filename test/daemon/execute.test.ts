import { describe, expect, it } from 'vitest'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

describe('execute', () => {
  it('answers the run that it made, and the event before it', async () => {
    const bench = await openBench()
    const { acknowledged } = await bench.client.ask('add', {
      spec: specOf('job', 'true'),
      taken: 'refuse',
      start: false,
    })
    const worker = acknowledged.ref.workerId
    const { run, after } = await bench.client.ask('execute', { worker })
    await bench.untilIs(worker, 'completed')
    expect(bench.runOf(worker).id).toBe(run.id)
    const ofRun = bench.events.filter(event => event.run === run.id)
    expect(ofRun.every(({ id }) => id > after)).toBe(true)
    expect(bench.events.find(({ id }) => id === after)?.kind).toBe('worker.added')
  })

  it('is refused while a run is active, and changes nothing', async () => {
    const bench = await openBench()
    const worker = await bench.start(specOf('server', 'exec sleep 100'))
    await bench.untilIs(worker, 'running')
    const { id } = bench.runOf(worker)
    await expect(bench.client.ask('execute', { worker })).rejects.toMatchObject({ code: 'already-running' })
    expect(bench.runOf(worker).id).toBe(id)
  })
})

describe('cancel-run', () => {
  it('answers before the run has ended, which is cancelled then', async () => {
    const bench = await openBench()
    const worker = await bench.start(specOf('stubborn', `trap '' TERM; echo ready; while :; do sleep 0.1; done`))
    await bench.untilShows(worker, 'ready')
    const { id: run } = bench.runOf(worker)
    const asked = await bench.client.ask('cancel-run', { run, reason: 'enough' })
    expect(asked).toMatchObject({ accepted: true, acknowledged: { status: 'stopping', changed: true } })
    expect(await bench.client.ask('cancel-run', { run })).toMatchObject({
      accepted: true,
      acknowledged: { changed: false },
    })
    await bench.client.ask('kill', { workers: [worker] })
    expect(bench.runOf(worker).state).toMatchObject({ outcome: { kind: 'cancelled', reason: 'enough' } })
  })

  it('does not take over what something else is ending', async () => {
    const bench = await openBench()
    const worker = await bench.start(specOf('stubborn', `trap '' TERM; echo ready; while :; do sleep 0.1; done`))
    await bench.untilShows(worker, 'ready')
    const stopping = bench.client.ask('stop', { workers: [worker], reason: 'a stop' })
    await bench.untilIs(worker, 'stopping')
    const { id: run } = bench.runOf(worker)
    expect(await bench.client.ask('cancel-run', { run })).toMatchObject({ accepted: false })
    await bench.client.ask('kill', { workers: [worker] })
    expect(await stopping).toMatchObject({ stopped: [{ outcome: { kind: 'stopped', reason: 'a stop' } }] })
  })

  it('of a run that has ended says so and changes nothing, whatever its worker does now', async () => {
    const bench = await openBench()
    const worker = await bench.start(specOf('server', 'exec sleep 100'))
    await bench.untilIs(worker, 'running')
    const { id: first } = bench.runOf(worker)
    await bench.client.ask('stop', { workers: [worker] })
    await bench.client.ask('start', { workers: [worker] })
    await bench.untilIs(worker, 'running')
    const { length } = bench.events
    expect(await bench.client.ask('cancel-run', { run: first })).toMatchObject({
      accepted: false,
      acknowledged: { changed: false },
    })
    expect(bench.events.length).toBe(length)
    expect(await bench.client.ask('run-record', { run: first })).toMatchObject({ run: { state: { status: 'ended' } } })
  })
})

it('a worker that is active is not changed', async () => {
  const bench = await openBench()
  const worker = await bench.start(specOf('server', 'exec sleep 100'))
  await bench.untilIs(worker, 'running')
  const asked = bench.client.ask('update', { worker, spec: specOf('server', 'exec sleep 5') })
  await expect(asked).rejects.toMatchObject({ code: 'already-running' })
  expect(bench.worker(worker).spec.command).toEqual({ kind: 'shell', line: 'exec sleep 100' })
})

it('a stop of what has ended leaves no event', async () => {
  const bench = await openBench()
  const worker = await bench.start(specOf('job', 'true'))
  await bench.untilIs(worker, 'completed')
  const { length } = bench.events
  const { stopped } = await bench.client.ask('stop', { workers: [worker] })
  expect(stopped).toMatchObject([{ changed: false, status: 'completed' }])
  expect(bench.events.length).toBe(length)
})
