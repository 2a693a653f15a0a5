import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runFolder } from '../../src/core/paths.ts'
import { defaultStop } from '../../src/core/spec.ts'
import { openKeeper } from '../../src/keeper/keeper.ts'
import { heldBytes } from '../heap.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { openKeeperBench } from './keeper.ts'

test('a spawn that is asked for again answers with the facts of the first', async () => {
  const { keeper, order, untilDrained, outputOf } = openKeeperBench()
  const asked = order('echo once')
  const [first, second] = await Promise.all([keeper.spawn(asked), keeper.spawn(asked)])
  await untilDrained(asked.run)
  expect(second).toEqual(first)
  expect(await keeper.spawn(asked)).toEqual(first)
  expect(outputOf(asked.run)).toBe('once\n')
})

test('two hundred runs leave no descriptor open', async () => {
  const { keeper, order, untilDrained } = openKeeperBench()
  const runOne = async (terminal: boolean): Promise<void> => {
    const asked = order('echo done', terminal ? { terminal: { columns: 80, rows: 24 } } : {})
    await keeper.spawn(asked)
    await untilDrained(asked.run)
  }
  await Promise.all([runOne(true), runOne(false)])
  await until(() => openDescriptors(), { what: 'a first count' })
  const before = openDescriptors()
  for (let batch = 0; batch < 10; batch += 1)
    await Promise.all(Array.from({ length: 20 }, (_, index) => runOne(index % 10 === 0)))
  await until(() => openDescriptors() <= before, { what: `no more than ${before}`, show: openDescriptors })
})

test('what could not be started leaves no descriptor open and is forgotten in time', async () => {
  const { keeper, order } = openKeeperBench()
  const failing = (): ReturnType<typeof order> => order('', { argv: ['no-such-command'], env: {} })
  await keeper.spawn(failing())
  const before = openDescriptors()
  for (let count = 0; count < 200; count += 1) await keeper.spawn(failing())
  expect(openDescriptors()).toBeLessThanOrEqual(before)
})

test('runs that have ended take no more memory than the newest of them', async () => {
  const { keeper, order, untilDrained } = openKeeperBench()
  const weightBytes = 100_000
  const endOne = async (): Promise<void> => {
    const asked = order('', { argv: ['true'] })
    const env = { ...asked.env, WEIGHT: randomBytes(weightBytes / 2).toString('hex') }
    await keeper.spawn({ ...asked, env })
    await untilDrained(asked.run)
  }
  const endMany = async (count: number): Promise<void> => {
    for (let batch = 0; batch < count / 20; batch += 1) await Promise.all(Array.from({ length: 20 }, endOne))
  }
  await endMany(260)
  const before = heldBytes()
  await endMany(100)
  const grown = (): number => heldBytes() - before
  await until(() => grown() < 30 * weightBytes, { what: 'the old ones to be forgotten', show: grown })
})

test('a run whose journal cannot be made is refused, and the keeper closes all the same', async () => {
  const { keeper, runsFolder, order } = openKeeperBench()
  const living = order('sleep 1000')
  const spawned = await keeper.spawn(living)
  const refused = order('echo never')
  mkdirSync(`${runFolder(runsFolder, refused.run)}/journal.ndjson`, { recursive: true })
  const before = openDescriptors()
  await expect(keeper.spawn(refused)).rejects.toThrow()
  expect(openDescriptors()).toBeLessThanOrEqual(before)
  await keeper.close()
  expect(spawned.ok && isAlive(spawned.process.pid)).toBe(false)
})

test('a run whose folder cannot be made is refused, and the keeper closes all the same', async () => {
  const runsFolder = `${tmpDir()}/runs`
  writeFileSync(runsFolder, 'in the way')
  const keeper = openKeeper({ runsFolder, now: Date.now })
  const { order } = openKeeperBench()
  await expect(keeper.spawn(order('true'))).rejects.toThrow()
  await keeper.close()
})

test('a close does not wait for the grace of a stop that is under way', async () => {
  const { keeper, order, untilShows } = openKeeperBench()
  const asked = order(`trap '' TERM; echo ready; while :; do sleep 1; done`)
  await keeper.spawn(asked)
  await untilShows(asked.run, 'ready')
  const stopping = keeper.stop({ run: asked.run, policy: { ...defaultStop(false), graceMs: 50_000 }, spare: [] })
  await keeper.close()
  expect((await stopping).tookMs).toBeLessThan(40_000)
})

test('nothing is started once the keeper closes', async () => {
  const { keeper, order } = openKeeperBench()
  const early = order('sleep 1000')
  const spawning = keeper.spawn(early)
  const closing = keeper.close()
  await expect(keeper.spawn(order('sleep 1000'))).rejects.toMatchObject({ code: 'runtime-stopped' })
  await closing
  const spawned = await spawning
  expect(spawned.ok && isAlive(spawned.process.pid)).toBe(false)
})

test('a listener that throws keeps no fact from the others', async () => {
  const runsFolder = tmpDir()
  const keeper = openKeeper({ runsFolder, now: Date.now })
  const { order } = openKeeperBench()
  const loud: unknown[] = []
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', problem => loud.push(problem))
  try {
    const told: string[] = []
    keeper.onFact(() => {
      throw new Error('a bug of a listener')
    })
    keeper.onFact(({ kind }) => told.push(kind))
    await keeper.spawn(order('exit 0'))
    await until(() => told.includes('drained'), { what: 'the last fact', show: () => told })
    await until(() => loud.length > 0, { what: 'the bug to be loud' })
    await keeper.close()
  } finally {
    process.removeAllListeners('uncaughtException')
    for (const other of others) process.on('uncaughtException', other)
  }
})

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the ports on which a run listens are found in its whole tree', async () => {
  const bench = openKeeperBench()
  const script =
    "require('node:net').createServer().listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port + ';') })"
  const server = bench.order(`"${process.execPath}" -e "${script}" & wait`)
  const idle = bench.order('sleep 100')
  await bench.keeper.spawn(server)
  await bench.keeper.spawn(idle)
  await bench.untilShows(server.run, ';')
  const [, port] = /port (\d+);/.exec(bench.outputOf(server.run)) ?? []
  const found = await bench.keeper.ports([server.run, idle.run])
  expect([...found.keys()]).toEqual([server.run])
  expect(found.get(server.run)).toMatchObject([{ port: Number(port), address: '127.0.0.1' }])
})

test('what is done to a run that has ended is refused, and thrown at nobody', async () => {
  const { keeper, order, untilDrained } = openKeeperBench()
  const told = order('true', { terminal: { columns: 80, rows: 24 } })
  await keeper.spawn(told)
  await untilDrained(told.run)
  const { run } = told
  const asked = [
    keeper.write({ run, actor: 'supervisor', source: 'keys', bytes: Uint8Array.of(1), whole: false }),
    keeper.closeInput({ run, actor: 'user' }),
    keeper.resize({ run, actor: 'user', size: { columns: 90, rows: 30 } }),
  ]
  for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'ended' })
})
