import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectProject } from '../../src/client/connect.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { residentMib } from './memory.ts'
import { markName } from './processes.ts'
import { beginServed, isThere, killAndWait, type Served } from './served.ts'

test('when daemon and keeper are killed at once, all is known, said to be lost, and what survived is ended', async () => {
  const served = await beginServed()
  const stays = await served.add(specOf('stays', 'echo kept; setsid sleep 1000 & exec sleep 1000'))
  const again = await served.add(specOf('again', 'echo begun; exec sleep 1000', { restart: soonAgain }))
  for (const { run } of [stays, again])
    await until(async () => (await served.outputOf(run)) !== '', { what: 'both to be there' })
  const { daemon, keeper } = await served.status()
  const strays = served.scene.living().filter(({ command }) => command.startsWith('sleep'))
  expect(strays.length).toBeGreaterThanOrEqual(2)
  for (const { pid } of [daemon, keeper]) process.kill(pid, 'SIGKILL')
  await until(async () => (await served.present()).runs.get(stays.run)?.state.status === 'ended', { what: 'the end' })
  const next = await served.status()
  expect([next.daemon.pid, next.keeper.pid]).not.toEqual([daemon.pid, keeper.pid])
  expect((await served.present()).runs.get(stays.run)?.state).toMatchObject({ outcome: { kind: 'lost' } })
  expect(await served.outputOf(stays.run)).toBe('kept\n')
  await until(() => strays.every(({ pid }) => !isThere(pid)), { what: 'what survived to be ended' })
  await until(async () => runOf(served, 'again').then(run => run !== again.run), {
    what: 'the other one to be there again',
  })
})

test('a stop whose daemon is killed goes on, and its verdict and outcome are true', async () => {
  const served = await beginServed()
  const stubborn = specOf(
    'stubborn',
    `trap 'sleep 1; echo obeyed; exit 3' TERM; echo ready; while :; do sleep 0.1; done`,
  )
  // One ends while there is no daemon, the other after there is one again.
  const brief = await served.add({ ...stubborn, stop: { ...stubborn.stop, graceMs: 60_000 } })
  const deaf = specOf('deaf', `trap '' TERM; echo ready; while :; do sleep 0.1; done`)
  const long = await served.add({ ...deaf, stop: { ...deaf.stop, graceMs: 5_000 } })
  for (const { run } of [brief, long])
    await until(async () => (await served.outputOf(run)).includes('ready'), { what: 'both to be there' })
  const obeys = await served.pidOf(brief.run)
  const client = await connectProject(served.door, 'start')
  const { daemon } = await client.ask('status', {})
  const stopping = client.ask('stop', { workers: [brief.worker, long.worker] }).catch(() => undefined)
  await until(async () => isStopping(served, brief.run), { what: 'the stop to begin' })
  process.kill(daemon.pid, 'SIGKILL')
  await client.close()
  await stopping
  await until(() => !isThere(obeys), { what: 'the first one to obey' })
  for (const { run } of [brief, long])
    await until(async () => (await served.present()).runs.get(run)?.verdict, { what: 'the verdict' })
  const { runs } = await served.present()
  expect(runs.get(brief.run)).toMatchObject({
    state: { status: 'ended', outcome: { kind: 'stopped', by: 'user', exit: { code: 3 } } },
    verdict: { survivors: [], ended: expect.arrayContaining([expect.objectContaining({ pid: obeys })]) },
  })
  expect(runs.get(long.run)).toMatchObject({
    state: { status: 'ended', outcome: { kind: 'stopped', by: 'user' } },
    verdict: { survivors: [] },
  })
  expect(await served.outputOf(brief.run)).toMatch(/^ready\n.*obeyed\n$/s)
})

const starts = 50

test('of many starts under way when the daemon is killed, each is done once', async () => {
  const served = await beginServed()
  const file = join(served.scene.folder, 'started')
  const client = await connectProject(served.door, 'start')
  const { daemon } = await client.ask('status', {})
  const mark = { [markName]: served.scene.env[markName] ?? '' }
  const line = `echo $$ $NAME >> ${file}; exec sleep 1000`
  const asked = Array.from({ length: starts }, (_, at) => {
    const spec = specOf(`n${at}`, line, { env: { PATH: process.env['PATH'] ?? '', NAME: `n${at}`, ...mark } })
    return client.ask('add', { spec, taken: 'refuse', start: true }).then(
      () => `n${at}`,
      () => undefined,
    )
  })
  await until(() => linesOf(file).length > 5, { what: 'the first ones to have started' })
  process.kill(daemon.pid, 'SIGKILL')
  await client.close()
  const acknowledged = (await Promise.all(asked)).filter(name => name !== undefined)
  const areUnderWay = async (): Promise<boolean> => {
    const { workers, runs } = await served.present()
    return [...workers.values()].every(({ run }) => run && runs.get(run)?.state.status === 'running')
  }
  await until(areUnderWay, { what: 'all that were asked for to run' })
  const { workers, runs } = await served.present()
  const names = [...workers.values()].map(({ spec }) => spec.name)
  expect(names).toEqual(expect.arrayContaining(acknowledged))
  await until(() => linesOf(file).length >= names.length, { what: 'all to have said so' })
  const pids = [...workers.values()].map(({ spec, run }) => `${run && runs.get(run)?.pid} ${spec.name}`)
  expect(linesOf(file).sort()).toEqual(pids.sort())
  expect(served.scene.living().filter(({ command }) => command === 'sleep 1000')).toHaveLength(names.length)
})

test('a daemon that is asked to end leaves what runs alone; a keeper ends what it keeps', async () => {
  const served = await beginServed()
  const { run } = await served.add(specOf('sleeper', 'exec sleep 1000'))
  const before = await served.status()
  const pid = await served.pidOf(run)
  process.kill(before.daemon.pid, 'SIGTERM')
  await until(() => !isThere(before.daemon.pid), { what: 'the daemon to leave' })
  expect(isThere(pid)).toBe(true)
  const after = await served.status()
  expect(after.keeper.pid).toBe(before.keeper.pid)
  expect((await served.present()).runs.get(run)?.state).toMatchObject({ status: 'running' })
  process.kill(after.keeper.pid, 'SIGTERM')
  await until(() => !isThere(after.keeper.pid) && !isThere(pid), { what: 'the keeper to end with what it kept' })
  await until(async () => (await served.present()).runs.get(run)?.state.status === 'ended', {
    what: 'that to be known',
  })
  // Another keeper is there for what comes next.
  const next = await served.add(specOf('next', 'echo here'))
  await until(async () => (await served.outputOf(next.run)) === 'here\n', { what: 'another run' })
  expect((await served.status()).daemon.pid).toBe(after.daemon.pid)
})

test('whoever comes while one keeper has gone and the next is being started is welcome', async () => {
  const served = await beginServed()
  const { run } = await served.add(specOf('said', 'echo said'))
  await until(async () => (await served.present()).runs.get(run)?.state.status === 'ended', { what: 'the end' })
  const before = await served.status()
  await killAndWait(before.keeper.pid)
  // The start of the next one takes longer than this.
  for (let times = 0; times < 5; times += 1) expect(await served.outputOf(run)).toBe('said\n')
  expect((await served.present()).workers.size).toBe(1)
  const next = await served.add(specOf('next', 'echo here'))
  await until(async () => (await served.outputOf(next.run)) === 'here\n', { what: 'another run' })
  expect((await served.status()).daemon.pid).toBe(before.daemon.pid)
})

const floodMib = 200

test('while the daemon stands still a flood costs the keeper little memory, and every byte is on the disk', async () => {
  const served = await beginServed()
  const { daemon, keeper } = await served.status()
  const go = join(served.scene.folder, 'go')
  const line = `while [ ! -e ${go} ]; do sleep 0.05; done; head -c ${floodMib}M /dev/zero; echo; echo last`
  const { run } = await served.add(specOf('floods', line))
  const pid = await served.pidOf(run)
  const before = residentMib(keeper.pid)
  process.kill(daemon.pid, 'SIGSTOP')
  let most = before
  try {
    writeFileSync(go, '')
    await until(
      () => {
        most = Math.max(most, residentMib(keeper.pid))
        return !isThere(pid)
      },
      { what: 'the flood to end', timeoutMs: 60_000 },
    )
  } finally {
    process.kill(daemon.pid, 'SIGCONT')
  }
  expect(most - before).toBeLessThan(150)
  await until(async () => (await served.present()).runs.get(run)?.state.status === 'ended', { what: 'the end' })
  const client = await served.connect()
  const { end, firstAvailable } = await client.output(run).bounds()
  expect({ end, firstAvailable }).toEqual({ end: floodMib * 1024 * 1024 + '\nlast\n'.length, firstAvailable: 0 })
  const { chunks } = await client.output(run).read({ from: end - 6, maxBytes: 100 })
  expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()).toBe('\nlast\n')
})

test('a keeper that is asked to end does so although its daemon stands still', async () => {
  const served = await beginServed()
  await served.add(specOf('sleeper', 'exec sleep 1000'))
  const { daemon, keeper } = await served.status()
  process.kill(daemon.pid, 'SIGSTOP')
  process.kill(keeper.pid, 'SIGTERM')
  try {
    await until(() => !isThere(keeper.pid), { what: 'the keeper to be gone' })
  } finally {
    await killAndWait(daemon.pid)
  }
})

const soonAgain = { when: 'failure', backoffMs: { first: 1, longest: 1 }, attempts: 3, resetMs: 60_000 } as const

async function runOf(served: Served, name: string): Promise<string | undefined> {
  return [...(await served.present()).workers.values()].find(({ spec }) => spec.name === name)?.run
}

async function isStopping(served: Served, run: string): Promise<boolean> {
  const { runs } = await served.present()
  return [...runs.values()].some(({ id, state }) => id === run && state.status === 'stopping')
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
}
