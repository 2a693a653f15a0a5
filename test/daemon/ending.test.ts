import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

/** Ends at once when it is asked to, and leaves somebody who does not. */
const stubborn = `(trap '' TERM; echo ready; while :; do sleep 1; done) & trap 'exit 0' TERM; wait`
const patient = { action: { kind: 'signals', signals: ['SIGTERM'] }, graceMs: 50_000, scope: 'all' } as const

test('a stop of a worker that is only starting answers with its verdict', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  const { stopped } = await bench.client.ask('stop', { workers: [id] })
  expect(stopped[0]).toMatchObject({ outcome: { kind: 'stopped' }, verdict: { survivors: [] } })
})

test('a stop answers with the outcome of the run that it ended, also when somebody starts the worker meanwhile', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  const stopping = bench.client.ask('stop', { workers: [id] })
  const starting = bench.client.ask('start', { workers: [id] })
  expect((await stopping).stopped[0]?.outcome).toMatchObject({ kind: 'stopped' })
  await starting
  await bench.untilIs(id, 'running')
})

test('a kill ends the grace of those who outlive the run too', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', stubborn, { stop: patient }))
  await bench.untilShows(id, 'ready')
  const stopping = bench.client.ask('stop', { workers: [id] })
  await until(() => bench.runOf(id).state.status === 'ended', { what: 'the end of the run' })
  const { stopped } = await bench.client.ask('kill', { workers: [id] })
  expect(stopped[0]?.verdict?.tookMs).toBeLessThan(40_000)
  await stopping
})

test('a second down waits for the first, and a kill meanwhile ends its grace', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', stubborn, { stop: patient }))
  await bench.untilShows(id, 'ready')
  const first = bench.client.ask('down', {})
  const second = bench.client.ask('down', {})
  await expect(bench.client.ask('start', { workers: [id] })).rejects.toMatchObject({ code: 'runtime-stopped' })
  await bench.client.ask('kill', { workers: [id] })
  expect((await first).stopped[0]?.verdict?.survivors).toEqual([])
  await second
  const { events } = await bench.client.ask('events', { after: 0, limit: 256 })
  expect(events.filter(({ kind }) => kind === 'runtime.stopped')).toHaveLength(1)
  expect(events.at(-1)?.kind).toBe('runtime.stopped')
})

test('a close during a down waits for it', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('server', 'sleep 100'))
  await bench.untilIs(id, 'running')
  const going = bench.client.ask('down', {})
  await bench.close()
  expect((await going).stopped[0]?.verdict?.survivors).toEqual([])
})

test('a close while workers start ends them, and nothing of them is lost', async () => {
  const places = { stateHome: tmpDir(), folder: tmpDir() }
  const bench = await openBench(places)
  const ids = await Promise.all(['a', 'b', 'c'].map(name => bench.start(specOf(name, 'sleep 1000'))))
  await bench.close()
  const again = await openBench(places)
  for (const id of ids) expect(again.runOf(id).state).toMatchObject({ outcome: { kind: 'stopped' } })
})

test('a runtime that was killed during a stop opens again, and nothing of it is active', async () => {
  const [stateHome, copied, folder] = [tmpDir(), tmpDir(), tmpDir()]
  const bench = await openBench({ stateHome, folder })
  const id = await bench.start(specOf('server', stubborn, { stop: patient }))
  await bench.untilShows(id, 'ready')
  const stopping = bench.client.ask('stop', { workers: [id] })
  await until(() => bench.runOf(id).state.status === 'ended', { what: 'the end of the run' })
  cpSync(stateHome, copied, { recursive: true })
  for (const name of readdirSync(copied, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('lock')) rmSync(join(copied, name))
  const again = await openBench({ stateHome: copied, folder })
  await again.untilIs(id, 'stopped')
  await until(() => again.worker(id).state.status !== 'active', { what: 'the verdict of what was left' })
  expect(again.worker(id)).toMatchObject({ wanted: 'down', state: { status: 'ended', outcome: { kind: 'stopped' } } })
  await stopping
})

test('what a clock that is set back says of a run does not change its retries', async () => {
  const ahead = Date.now() + 3_600_000
  const bench = await openBench({ now: () => ahead })
  const restart = { when: 'failure', backoffMs: { first: 1, longest: 1 }, attempts: 1, resetMs: 1 } as const
  const id = await bench.start(specOf('job', 'sleep 0.05; exit 1', { restart }))
  await until(() => bench.worker(id).restarts >= 3, { what: 'the third retry', show: () => bench.worker(id).state })
})

test('a grace that is given for one stop counts also when the worker is only starting, and for no later one', async () => {
  const bench = await openBench()
  const obeys = `trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done`
  const id = await bench.start(specOf('server', obeys, { stop: patient }))
  const first = await bench.client.ask('stop', { workers: [id], graceMs: 0 })
  expect(first.stopped[0]?.verdict?.ended.map(({ by }) => by)).not.toContain('stop action')
  await bench.client.ask('start', { workers: [id] })
  await bench.untilShows(id, 'ready')
  const { pid } = bench.runOf(id)
  const second = await bench.client.ask('stop', { workers: [id] })
  expect(second.stopped[0]?.verdict?.ended).toContainEqual(expect.objectContaining({ pid, by: 'stop action' }))
})
