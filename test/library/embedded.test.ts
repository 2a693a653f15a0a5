import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runFolder } from '../../src/core/paths.ts'
import { openRuntime } from '../../src/index.ts'
import type { OpenOptions } from '../../src/library/open-options.ts'
import type { SkepRuntime } from '../../src/library/runtime.ts'
import { trimLogs } from '../../src/log/trim.ts'
import { tmpDir } from '../tmp.ts'

async function open(options: OpenOptions = {}): Promise<SkepRuntime> {
  const runtime = await openRuntime(options)
  onTestFinished(() => runtime.close())
  return runtime
}

describe('a runtime in memory', () => {
  it('is gone with everything that it wrote when it is closed', async () => {
    const temporary = tmpDir()
    vi.stubEnv('TMPDIR', temporary)
    const runtime = await open()
    vi.unstubAllEnvs()
    const [folder = ''] = readdirSync(temporary)
    expect(statSync(join(temporary, folder)).mode & 0o777).toBe(0o700)
    const { run } = await runtime.execute({ command: ['echo', 'hello'] })
    expect(readdirSync(join(temporary, folder, 'runs'))).toEqual([run])
    await runtime.close()
    expect(readdirSync(temporary)).toEqual([])
  })

  it('ends what runs when it is closed', async () => {
    const runtime = await open()
    const run = await runtime.executeBackground({ command: 'echo $$; exec sleep 100', mode: 'shell' })
    let pid = 0
    for await (const line of run.lines()) {
      pid = line.kind === 'line' ? Number(line.text) : 0
      break
    }
    expect(process.kill(pid, 0)).toBe(true)
    await runtime.close()
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('tells whoever waits that it was closed, and refuses everything from then on', async () => {
    const runtime = await open()
    const run = await runtime.executeBackground({ command: ['sleep', '100'] })
    const waiting = expect(run.wait()).rejects.toMatchObject({ code: 'runtime-stopped' })
    const { told } = await runtime.subscribe()
    await runtime.close()
    await waiting
    for await (const one of told) expect(one).toMatchObject({ kind: 'event' })
    for (const refused of [runtime.list(), runtime.status(run.id), runtime.create({ command: ['true'] })])
      await expect(refused).rejects.toMatchObject({ code: 'runtime-stopped' })
    await runtime.close()
  })

  it('has an id of its own each time', async () => {
    const [one, other] = [await open(), await open({ name: 'other' })]
    expect(one.id).not.toBe(other.id)
    expect([one.name, other.name]).toEqual(['memory', 'other'])
  })
})

describe('a runtime in a folder', () => {
  it('goes on under the same id with what it had, and its output', async () => {
    const dir = join(tmpDir(), 'state')
    const first = await open({ dir })
    const { ref } = await first.create({ name: 'job', command: ['echo', 'hello'] })
    const { run } = await first.execute(ref)
    const cursor = await first.cursorNow()
    await first.close()

    const second = await open({ dir })
    expect(second.id).toBe(first.id)
    expect(second.name).toBe('state')
    expect(await second.detail(ref)).toMatchObject({ name: 'job', status: 'completed', run })
    expect((await second.wait(run)).output).toEqual({ stdout: 'hello\n' })
    expect((await second.readEvents(cursor)).events.map(({ kind }) => kind)).toContain('runtime.started')
    expect((await second.execute(ref)).output).toEqual({ stdout: 'hello\n' })
  })

  it('is refused to a second one, which is told who has it', async () => {
    const dir = join(tmpDir(), 'state')
    await open({ dir })
    const holder = expect.objectContaining({ pid: process.pid })
    await expect(openRuntime({ dir })).rejects.toMatchObject({ code: 'store-in-use', data: { holder } })
  })

  it('is refused where other things are, which stay as they are', async () => {
    const dir = tmpDir()
    writeFileSync(join(dir, 'notes.txt'), 'mine')
    await expect(openRuntime({ dir })).rejects.toMatchObject({ code: 'refused' })
    expect(readdirSync(dir)).toEqual(['notes.txt'])
  })
})

it('runs workers in its folder, where relative paths begin, as who opened it', async () => {
  const folder = tmpDir()
  const runtime = await open({ folder, actor: 'agent:bob' })
  const { run, output } = await runtime.execute({ command: ['pwd'] })
  expect(output).toEqual({ stdout: `${folder}\n` })
  expect(await runtime.status(run)).toMatchObject({ actor: 'agent:bob' })
  expect((await runtime.execute({ command: ['pwd'], cwd: '..' })).output).toEqual({ stdout: `${join(folder, '..')}\n` })
})

it('refuses a spec that is wrong in the words in which a daemon would', async () => {
  const runtime = await open()
  await expect(runtime.create({ command: ['true'], name: 'two words' })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('spec.name'),
  })
  await expect(runtime.create({ command: ['true'], stop: { graceMs: 60_001 } })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('60000'),
  })
  expect(await runtime.list()).toEqual([])
})

it('says which output is gone, and does not take the rest of it for JSON', async () => {
  const dir = join(tmpDir(), 'state')
  const runtime = await open({ dir })
  const { run } = await runtime.execute({ command: ['echo', '7'] })
  await trimLogs([{ folder: runFolder(join(dir, 'runs'), run), isLive: false }], 0)
  const gap = { kind: 'gap', offset: 0, end: 2, reason: 'dropped' }
  for (const reading of [runtime.output(run), runtime.lines(run)]) {
    const pieces: object[] = []
    for await (const piece of reading) pieces.push(piece)
    expect(pieces).toEqual([gap])
  }
  expect(await runtime.wait(run)).toMatchObject({ status: 'completed', cutBytes: 2, output: undefined })
})
