import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SkepRuntime } from '../../src/library/runtime.ts'
import { until } from '../until.ts'
import { connectIn, openGround } from './grounds.ts'

async function open(): Promise<{ readonly runtime: SkepRuntime; readonly folder: string; daemonPid(): number }> {
  const ground = await openGround('behind a socket')
  onTestFinished(ground.close)
  const { runtime, folder } = ground
  return { runtime, folder, daemonPid: () => pidIn(folder) }
}

test('all who connect to a project have the same runtime, and one who leaves ends nothing', async () => {
  const { runtime, folder } = await open()
  const other = await connectIn(folder)
  expect(other.id).toBe(runtime.id)
  const run = await other.executeBackground({ command: ['cat'], stdin: 'pipe' })
  await other.close()
  expect(await runtime.status(run.id)).toMatchObject({ isLive: true })
})

test('whoever waits for a run, follows its output or its events does not notice that the daemon was replaced', async () => {
  const { runtime, daemonPid } = await open()
  const { ref } = await runtime.create({ command: ['cat'] })
  const run = await runtime.executeBackground(ref)
  const waiting = run.wait()
  const events = collect(run.events())
  const lines = collect(run.lines())
  await runtime.sendInput(ref, { kind: 'user', content: 'before' })
  const before = daemonPid()
  process.kill(before, 'SIGKILL')
  await until(() => daemonPid() !== before, { what: 'another daemon', show: daemonPid })
  expect(await runtime.status(run.id)).toMatchObject({ isLive: true })
  await runtime.sendInput(ref, { kind: 'user', content: 'after' })
  await runtime.endInput(ref)
  expect((await waiting).output).toEqual({ stdout: 'before\nafter\n' })
  expect((await lines).map(line => line.kind === 'line' && line.text)).toEqual(['before', 'after'])
  const ids = (await events).map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].toSorted((one, next) => one - next))
  expect((await events).at(-1)?.kind).toBe('run.ended')
})

test('a runtime that was stopped leaves no process behind, and starts none for those who are still there', async () => {
  const { runtime, daemonPid } = await open()
  const pid = daemonPid()
  await runtime.stopRuntime()
  await until(() => !isAlive(pid), { what: 'the daemon to end', show: () => pid })
  expect(() => daemonPid()).toThrow('ENOENT')
})

function pidIn(folder: string): number {
  const projects = join(folder, '.state', 'projects')
  const [home = ''] = readdirSync(projects)
  return JSON.parse(readFileSync(join(projects, home, 'daemon.json'), 'utf8')).daemon.pid
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}
