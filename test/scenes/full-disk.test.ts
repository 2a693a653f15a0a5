import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LogReader } from '../../src/log/read.ts'
import { specOf } from '../daemon/specs.ts'
import { readPages } from '../log/logs.ts'
import { until } from '../until.ts'
import { runCommand } from './command.ts'
import { beginServed, isThere, type Served } from './served.ts'

const mib = 1024 * 1024
const floodBytes = 40 * mib

// What a disk that takes nothing does to a log and to a store is held without one of its own in test/log and test/disk.
describe.runIf(canMount())('a project whose state is on a disk of its own', () => {
  test('goes on when that is full, says what is missing, changes nothing, and keeps again when there is space', async () => {
    const served = await beginServed()
    const disk = mountState(served, 24)
    const told = join(served.scene.folder, '..')
    const [go, flooded] = [join(told, 'go'), join(told, 'flooded')]
    const bystander = await served.add(specOf('bystander', 'exec cat'))
    const line = `head -c ${floodBytes} /dev/zero; echo done > ${flooded}; while [ ! -e ${go} ]; do sleep 0.05; done; echo after; exec sleep 1000`
    const { run } = await served.add(specOf('floods', line))
    const pids = [await served.pidOf(bystander.run), await served.pidOf(run)]
    // Its pipe was emptied although nothing can be kept.
    await until(() => existsSync(flooded), { what: 'the flood to end' })

    const client = await served.connect()
    // What is done to what runs is done, and said not to be kept.
    const typed = { kind: 'text', text: 'typed', enter: true } as const
    await expect(client.ask('send', { worker: bystander.worker, typed })).rejects.toMatchObject({ code: 'disk-full' })
    const added = client.ask('add', { spec: specOf('another', 'true'), taken: 'refuse', start: true })
    await expect(added).rejects.toMatchObject({ code: 'disk-full', hint: expect.stringContaining('goes on by itself') })
    const { workers } = await client.ask('list', {})
    expect(workers.map(({ name, run }) => [name, run?.state.status])).toEqual([
      ['bystander', 'running'],
      ['floods', 'running'],
    ])
    // A daemon that begins meanwhile can be asked as well.
    const before = await served.status()
    await served.killDaemon()
    expect((await served.status()).daemon.pid).not.toBe(before.daemon.pid)
    const { code, stdout, stderr } = await skep(served, 'ls')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/bystander +running.*floods +running/s)
    expect((await skep(served, 'run', '-d', '--', 'true')).stderr).toContain('the disk is full')
    expect(pids.map(isThere)).toEqual([true, true])

    rmSync(disk.ballast)
    const reader = client.output(run)
    const endsAt = (end: number): Promise<true> =>
      until(async () => (await reader.bounds()).end === end, {
        what: `the output to be kept up to ${end}`,
        show: () => reader.bounds(),
      })
    await endsAt(floodBytes)
    writeFileSync(go, '')
    const end = floodBytes + 'after\n'.length
    await endsAt(end)
    await until(() => skep(served, 'run', '-d', '--name', 'another', '--', 'true').then(ended => ended.code === 0), {
      what: 'changes to be taken again',
    })
    const pages = await readPages(reader, { maxBytes: 4 * mib })
    const gaps = pages.flatMap(page => page.gaps)
    expect(new Set(gaps.map(({ reason }) => reason))).toEqual(new Set(['not-written']))
    const missing = gaps.reduce((sum, { from, to }) => sum + to - from, 0)
    const kept = pages.flatMap(({ chunks }) => chunks).reduce((sum, { bytes }) => sum + bytes.length, 0)
    expect({ sum: missing + kept, isMissing: missing > 10 * mib, isKept: kept > 5 * mib }).toEqual({
      sum: end,
      isMissing: true,
      isKept: true,
    })
    expect(await lastLine(reader, end)).toBe('after\n')
    expect((await served.present()).runs.get(run)?.state).toMatchObject({ status: 'running' })
  })
})

function canMount(): boolean {
  const isAsked = process.getuid?.() === 0
  // Out of everybody's sight, to see whether it is allowed.
  return isAsked && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
}

/** Puts a disk of so many MiB where the state of the project will be, with something on it that can go. */
function mountState(served: Served, sizeMib: number): { readonly ballast: string } {
  const { stateHome } = served.door.place
  mkdirSync(stateHome, { recursive: true, mode: 0o700 })
  const options = `size=${sizeMib}m,mode=0700`
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', stateHome], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  // What still has files open there keeps nobody from taking it away.
  onTestFinished(() => void spawnSync('umount', ['-l', stateHome]))
  const ballast = join(stateHome, 'ballast')
  writeFileSync(ballast, Buffer.alloc(10 * mib))
  return { ballast }
}

function skep(served: Served, ...args: readonly string[]): ReturnType<typeof runCommand> {
  // What is undefined in it is left out by whoever starts the program.
  return runCommand(args, { cwd: served.scene.folder, env: served.door.env as Record<string, string> })
}

async function lastLine(reader: LogReader, end: number): Promise<string> {
  const { chunks } = await reader.read({ from: end - 'after\n'.length, maxBytes: 100 })
  return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()
}
