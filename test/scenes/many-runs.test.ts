import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { descriptorsOf, residentMib } from './memory.ts'
import { markName } from './processes.ts'
import { beginServed, type Served } from './served.ts'

const runs = 500
const atOnce = 50

test('five hundred short runs leave no descriptor, process, listener or temporary file behind, and memory flat', async () => {
  const served = await beginServed()
  const { daemon, keeper } = await served.status()
  const pids = [daemon.pid, keeper.pid]
  // What is made once and kept, a stock of pipes say, is there after the first ones.
  await runMany(served, atOnce, 0)
  const before = await atRest(served, pids)
  await runMany(served, runs, 1)
  const after = await atRest(served, pids)
  expect(after.descriptors).toEqual(before.descriptors)
  expect(after.living).toEqual(before.living)
  expect(after.temporary).toEqual(before.temporary)
  for (const [at, mib] of after.memory.entries()) expect(mib - (before.memory[at] ?? 0)).toBeLessThan(60)
  expect((await served.status()).daemon.pid).toBe(daemon.pid)
})

async function runMany(served: Served, count: number, wave: number): Promise<void> {
  const client = await served.connect()
  const mark = { [markName]: served.scene.env[markName] ?? '' }
  const env = { PATH: process.env['PATH'] ?? '', ...mark }
  for (let begun = 0; begun < count; begun += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, (_, at) => {
        // One worker is run again and again; every fifth has a terminal.
        const spec = specOf(`n${at}`, `echo ${wave} ${begun}`, { env, tty: at % 5 === 0 })
        return client.ask('add', { spec, taken: 'reuse', start: true })
      }),
    )
    await until(async () => (await client.ask('list', {})).workers.every(({ run }) => run?.state.status === 'ended'), {
      what: 'all of them to end',
      everyMs: 50,
      show: async () => client.ask('list', {}),
    })
  }
  await client.close()
}

type Rest = {
  readonly descriptors: readonly unknown[]
  readonly memory: readonly number[]
  readonly living: readonly string[]
  readonly temporary: readonly string[]
}

/** Looks when nothing changes any more. */
async function atRest(served: Served, pids: readonly number[]): Promise<Rest> {
  const look = (): Omit<Rest, 'memory'> => ({
    descriptors: pids.map(pid => withoutStock(descriptorsOf(pid))),
    living: served.scene.living().map(({ command }) => command),
    temporary: readdirSync(tmpdir()).filter(name => name.startsWith('skep-pipes-')),
  })
  let last = ''
  await until(
    () => {
      const now = JSON.stringify(look())
      const isSame = now === last
      last = now
      return isSame
    },
    { what: 'nothing to change', everyMs: 300 },
  )
  return { ...look(), memory: pids.map(residentMib) }
}

/** A stock of pipes is refilled now and then; its size is bounded and no more than that matters. */
function withoutStock({ 'run pipe': stock = 0, ...others }: Readonly<Record<string, number>>): unknown {
  return { ...others, stock: stock > 140 ? stock : 'bounded' }
}
