import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { listTree } from '../../src/process/list.ts'
import { readTable } from '../../src/process/table.ts'
import { until } from '../until.ts'
import { program, start, terminal, untilDrained, untilPid, untilSaid } from './child.ts'
import { openCensus } from './stopping.ts'

test('a table has every process, by parent, group and session', async () => {
  const { pid } = await start(['sleep', '300'])
  const table = await readTable()
  expect(table.rows.get(pid)).toMatchObject({ pid, parent: process.pid, group: pid, session: pid, command: 'sleep' })
  expect(table.rows.get(process.pid)).toBeDefined()
  expect([table.byGroup, table.bySession].map(index => index.get(pid)?.map(row => row.pid))).toEqual([[pid], [pid]])
  expect(table.byParent.get(process.pid)?.map(row => row.pid)).toContain(pid)
})

test('everything of a stubborn tree belongs to its run, and nothing else does', async () => {
  const started = await start(program('stubborn-tree.pl'))
  const other = await start(program('stubborn-tree.pl'))
  const names = ['root', 'same-group', 'grandchild', 'own-group', 'session', 'twice']
  const pids = await Promise.all(names.map(name => untilPid(started, name)))
  await Promise.all(names.map(name => untilPid(other, name)))
  const census = openCensus(started, other)
  const found = async (): Promise<readonly number[]> =>
    (await census.find(started.order.run)).members.map(({ row }) => row.pid).sort()
  // Who only forked to detach the others may still be on its way out.
  await until(async () => isDeepStrictEqual(await found(), pids.sort()), { what: 'the six alone', show: () => pids })
})

test('a list of the tree says who runs on his own', async () => {
  const started = await start(['sh', '-c', 'setsid sleep 301 & sleep 300'])
  const census = openCensus(started)
  const list = await until(
    async () => {
      const all = listTree(await census.find(started.order.run))
      const sleeps = all.filter(({ command }) => command.startsWith('sleep'))
      // A program that is being put in another's place has no memory for a moment.
      const areThere = sleeps.length === 2 && all.every(({ memoryBytes }) => memoryBytes > 0)
      return areThere && all.some(one => one.detached) && all
    },
    { what: 'the tree' },
  )
  expect(list[0]).toMatchObject({ pid: started.pid, parent: process.pid, detached: false })
  expect(list.find(({ command }) => command === 'sleep 301')).toMatchObject({ detached: true })
  expect(list.find(({ command }) => command === 'sleep 300')).toMatchObject({ detached: false, parent: started.pid })
})

test('a run is looked at in its first seconds without being asked', async () => {
  const started = await start(program('overwrites-its-environment.pl'), { stdin: 'pipe' })
  const daemon = await untilPid(started, 'daemon')
  const census = openCensus(started)
  const seen: number[] = []
  census.onPass(
    async ({ found }) => void seen.push(...(found.get(started.order.run)?.members ?? []).map(({ row }) => row.pid)),
  )
  await until(() => seen.includes(daemon), { what: 'a pass' })
  await started.child.input.write(Buffer.from('go\n'))
  await untilSaid(started, 'renamed')
  const { members } = await census.find(started.order.run)
  expect(members.map(({ row }) => row.pid)).toContain(daemon)
})

test('passes that are asked for at once are one', async () => {
  const started = await start(['sleep', '300'])
  const census = openCensus(started)
  const first = census.pass()
  const others = await Promise.all(Array.from({ length: 100 }, () => census.pass()))
  // Those that were asked for after it had begun began after they were asked for.
  expect(new Set(others).size).toBe(1)
  expect(others[0]).not.toBe(await first)
})

test('a pid that was given to a stranger makes the stranger no member, nor its group', async () => {
  const stranger = await start(['sh', '-c', 'sleep 300 & sleep 300'])
  const census = openCensus()
  const { pid, startTicks } = stranger.child.process
  const run = 'run_of_somebody_else'
  census.watch(run, { pid, startTicks: startTicks - 1 })
  expect((await census.find(run)).members).toEqual([])
})

test('we and who started us are never members', async () => {
  const started = await start(['sleep', '300'])
  const census = openCensus()
  const run = 'run_as_root'
  const { rows } = await readTable()
  const ours = rows.get(process.pid)
  const parent = rows.get(ours?.parent ?? 0)
  expect(parent).toBeDefined()
  if (parent) census.watch(run, parent)
  const { members } = await census.find(run)
  expect(members.map(({ row }) => row.pid)).not.toContain(process.pid)
  expect(members.map(({ row }) => row.pid)).not.toContain(parent?.pid)
  expect(members.map(({ row }) => row.pid)).not.toContain(started.pid)
})

test('a run that ended and left nothing is not watched any more', async () => {
  const started = await start(['true'], { terminal })
  await untilDrained(started)
  const census = openCensus(started)
  expect(await census.findLeft(started.order.run)).toEqual([])
  expect(census.isWatched(started.order.run)).toBe(false)
  await expect(census.find(started.order.run)).rejects.toMatchObject({ code: 'not-running' })
})

test('looking at hundreds of processes does not hold the loop', async () => {
  const started = await start([
    'sh',
    '-c',
    'i=0; while [ $i -lt 300 ]; do sleep 300 & i=$((i+1)); done; echo all; wait',
  ])
  await untilSaid(started, 'all')
  const census = openCensus(started)
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 0)
  const { members } = await census.find(started.order.run)
  clearInterval(timer)
  expect(members).toHaveLength(301)
  expect(turns).toBeGreaterThan(0)
})

test('a run that is looked at before it has made its session has it later', async () => {
  const started = await start(['sh', '-c', 'sleep 300 & sleep 300'], { terminal })
  const census = openCensus(started)
  // At once after the fork; whoever is not in the group yet makes it later.
  await census.pass()
  const { run } = started.order
  const pids = async () => (await census.find(run)).members.map(({ row }) => row)
  const rows = await until(async () => (await pids()).length === 3 && pids(), { what: 'the tree' })
  expect(rows.every(({ session }) => session === started.pid)).toBe(true)
})
