import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectProject } from '../../src/client/connect.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { beginServed, isThere } from './served.ts'

const soon = { SKEP_IDLE_EXIT: '200ms' }

test('a daemon with nothing to do leaves by itself, and its keeper with it', async () => {
  const served = await beginServed(soon)
  const { daemon, keeper } = await served.status()
  await untilGone(daemon.pid, keeper.pid)
  // What has run and ended keeps nobody.
  const { run } = await served.add(specOf('short', 'echo done'))
  const next = await served.status()
  expect(next.daemon.pid).not.toBe(daemon.pid)
  await untilGone(next.daemon.pid, next.keeper.pid)
  expect(await served.outputOf(run)).toBe('done\n')
})

test('neither leaves while somebody is connected or something runs; both do when that has ended', async () => {
  const served = await beginServed(soon)
  const client = await connectProject(served.door, 'start')
  const { daemon, keeper } = await client.ask('status', {})
  await longEnough()
  const { acknowledged } = await client.ask('add', {
    spec: specOf('sleeper', 'exec sleep 1000'),
    taken: 'refuse',
    start: true,
  })
  await client.close()
  await longEnough()
  expect([daemon.pid, keeper.pid].map(isThere)).toEqual([true, true])
  const other = await connectProject(served.door, 'start')
  expect((await other.ask('status', {})).daemon.pid).toBe(daemon.pid)
  await other.ask('kill', { workers: [acknowledged.ref.workerId] })
  await other.close()
  await untilGone(daemon.pid, keeper.pid)
})

test('a client that was killed is not connected any more', async () => {
  const served = await beginServed(soon)
  const first = await connectProject(served.door, 'start')
  const { daemon } = await first.ask('status', {})
  const script = `require('net').connect(process.argv[1]).on('connect', () => console.log('there')); setInterval(() => {}, 1000)`
  const holder = served.scene.open({ argv: [process.execPath, '-e', script, served.door.place.socket] })
  await holder.waitFor('there')
  await first.close()
  await longEnough()
  expect(isThere(daemon.pid)).toBe(true)
  holder.close()
  await untilGone(daemon.pid)
})

test('whoever comes while a daemon leaves is served, by that one or the next', async () => {
  const served = await beginServed({ SKEP_IDLE_EXIT: '1ms' })
  const daemons = new Set<number>()
  for (let count = 0; count < 12; count += 1) {
    const client = await connectProject(served.door, 'start')
    const { daemon } = await client.ask('status', {})
    daemons.add(daemon.pid)
    await client.close()
    // At once, when it has begun to leave, and when it has just left.
    if (count % 3 === 1)
      await until(() => !existsSync(served.door.place.files.daemon), { what: 'it to leave', everyMs: 1 })
    if (count % 3 === 2) await untilGone(daemon.pid)
  }
  expect(daemons.size).toBeGreaterThan(1)
})

/** Until another daemon that has nothing to do, begun just now, has left. */
async function longEnough(): Promise<void> {
  const other = await beginServed(soon)
  const { daemon } = await other.status()
  await untilGone(daemon.pid)
}

async function untilGone(...pids: readonly number[]): Promise<void> {
  await until(() => pids.every(pid => !isThere(pid)), { what: 'the processes to leave', show: () => pids.map(isThere) })
}
