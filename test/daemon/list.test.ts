import { expect, test } from 'vitest'
import { listWorkers } from '../../src/client/listing.ts'
import { unlimitedAttempts } from '../../src/core/spec.ts'
import { longestList } from '../../src/protocol/verbs/list.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('more workers than a page holds come in pages, each once and in order', async () => {
  const { client } = await openBench()
  const names = Array.from({ length: longestList + 5 }, (_, at) => `w${at}`)
  await client.ask('up', { specs: names.map(name => specOf(name, 'true')), start: 'none' })
  expect((await client.ask('list', {})).workers).toHaveLength(longestList)
  const whole = await listWorkers(client, {})
  expect(whole.workers.map(({ name }) => name)).toEqual(names)
  expect(whole.next).toBeUndefined()
})

test('a page cannot go on behind a worker that has been removed', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('gone', 'true'))
  await bench.untilIs(id, 'completed')
  await bench.client.ask('remove', { workers: [id] })
  await expect(bench.client.ask('list', { after: id })).rejects.toMatchObject({ code: 'not-found' })
})

test('words select where the workers are, and refuse what selects nothing', async () => {
  const { client } = await openBench()
  await client.ask('up', { specs: ['api', 'api-2', 'web'].map(name => specOf(name, 'true')), start: 'none' })
  const select = async (...words: string[]) => (await client.ask('list', { words })).workers.map(({ name }) => name)
  expect(await select('api')).toEqual(['api'])
  expect(await select('web', 'api*')).toEqual(['api', 'api-2', 'web'])
  await expect(select('wep')).rejects.toMatchObject({ code: 'not-found', hint: 'did you mean web?' })
})

test('the answer survives JSON', async () => {
  const bench = await openBench()
  const restart = {
    when: 'always',
    backoffMs: { first: 60_000, longest: 60_000 },
    attempts: unlimitedAttempts,
    resetMs: 1,
  } as const
  const id = await bench.start(specOf('flaps', 'exit 1', { restart }))
  await bench.untilIs(id, 'backoff')
  const { ask } = bench.client
  const answers = [await ask('list', { all: true, usage: true, ports: true }), await ask('show', { worker: id })]
  for (const answer of answers) expect(JSON.parse(JSON.stringify(answer))).toEqual(dropUndefined(answer))
})

function dropUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropUndefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries.map(([name, part]) => [name, dropUndefined(part)]))
}
