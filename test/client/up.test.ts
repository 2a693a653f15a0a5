import { expect, test } from 'vitest'
import { bringUp } from '../../src/client/up.ts'
import { openBench } from '../daemon/runtime.ts'
import { specOf } from '../daemon/specs.ts'

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `w${at}`)
const specsOf = (all: readonly string[]) => all.map(name => specOf(name, 'true'))

test('a configuration of many comes up a few at a time, whole and in its order', async () => {
  const asked: number[] = []
  const bench = await openBench()
  const { ask } = bench.client
  const counted: typeof ask = (name, params) => {
    if (name === 'up') asked.push(Object(params).specs.length)
    return ask(name, params)
  }
  const acknowledged = await bringUp({ ask: counted }, { specs: specsOf(names(100)), start: 'none' })
  expect(acknowledged.map(({ name }) => name)).toEqual(names(100))
  const { workers } = await ask('subscribe', {})
  expect(workers.map(({ spec }) => spec.name)).toEqual(names(100))
  expect(Math.max(...asked)).toBeLessThan(32)
})

test('whoever a configuration of many names no longer leaves, and nobody else does', async () => {
  const bench = await openBench()
  await bringUp(bench.client, { specs: specsOf(['old', ...names(50), 'older']), start: 'none' })
  await bringUp(bench.client, { specs: specsOf(names(50)), start: 'none' })
  const { workers } = await bench.client.ask('subscribe', {})
  expect(workers.map(({ spec }) => spec.name)).toEqual(names(50))
})

test('a configuration without workers empties the catalogue', async () => {
  const bench = await openBench()
  await bringUp(bench.client, { specs: specsOf(names(3)), start: 'none' })
  expect(await bringUp(bench.client, { specs: [], start: 'none' })).toEqual([])
  expect((await bench.client.ask('subscribe', {})).workers).toEqual([])
})

test('of a configuration of many what is needed starts first, wherever it stands, and each once', async () => {
  const bench = await openBench()
  const until = { kind: 'completed' } as const
  const needing = names(30).map(name =>
    specOf(name, 'exec sleep 1000', { needs: [{ name: 'job', until, restart: false }] }),
  )
  const specs = [...needing, specOf('job', 'sleep 0.1', { kind: 'task' })]
  const ask = async () => bringUp(bench.client, { specs, start: 'auto' })
  for (const { ref } of (await ask()).slice(0, 30)) await bench.untilIs(ref.workerId, 'running')
  await bench.client.ask('stop', { workers: (await ask()).map(({ ref }) => ref.workerId) })
  const acknowledged = await ask()
  expect(acknowledged.map(({ name }) => name)).toEqual([...names(30), 'job'])
  for (const { ref } of acknowledged.slice(0, 30)) await bench.untilIs(ref.workerId, 'running')
  const job = acknowledged[30]?.ref.workerId
  const ended = bench.events.findLastIndex(({ kind, worker }) => kind === 'run.ended' && worker === job)
  for (const { ref } of acknowledged.slice(0, 30)) {
    const begun = bench.events.findLastIndex(({ kind, worker }) => kind === 'run.starting' && worker === ref.workerId)
    expect(begun).toBeGreaterThan(ended)
  }
})
