import { expect, test } from 'vitest'
import { reload } from '../../src/client/reload.ts'
import { bringUp } from '../../src/client/up.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import { openBench } from '../daemon/runtime.ts'
import { specOf } from '../daemon/specs.ts'

const specs = (names: readonly string[], line = 'true'): readonly WorkerSpec[] =>
  names.map(name => specOf(name, line, { start: 'manual' }))
const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, at) => `w${from + at}`)

test('a configuration of many is reloaded a few at a time, and each is answered for', async () => {
  const { client } = await openBench()
  await bringUp(client, { specs: specs(names(0, 60)), start: 'none' })
  const now = [...specs(names(1, 40)), ...specs(names(40, 50), 'false'), ...specs(names(60, 62))]
  const reloaded = await reload(client, { specs: now, dryRun: false })
  const counts = Map.groupBy(reloaded, ({ how }) => how)
  expect(Array.from(counts, ([how, some]) => [how, some.length])).toEqual([
    ['unchanged', 39],
    ['removed', 11],
    ['updated', 10],
    ['added', 2],
  ])
  const { workers } = await client.ask('subscribe', {})
  expect(workers.map(({ spec }) => spec.name)).toEqual([...names(1, 50), ...names(60, 62)])
})
