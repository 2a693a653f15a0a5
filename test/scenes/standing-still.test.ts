import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { connectProject } from '../../src/client/connect.ts'
import { specOf } from '../daemon/specs.ts'
import { type Ended, runCommand } from './command.ts'
import { beginServed, isThere, killAndWait, type Served } from './served.ts'

test('a daemon that stands still is named to every client, with what to do; what runs goes on', async () => {
  const served = await beginServed()
  const { run } = await served.add(specOf('sleeper', 'exec sleep 1000'))
  const pid = await served.pidOf(run)
  const { daemon } = await served.status()
  holdStill(daemon.pid)
  const commands = [skep(served, 'ls'), skep(served, 'run', '-d', '--', 'true'), skep(served, 'down')]
  // Also when nothing says any more who it is.
  rmSync(served.door.place.files.daemon)
  const library = connectProject(served.door, 'start').catch((problem: unknown) => problem)
  for (const { code, stdout, stderr } of await Promise.all(commands)) {
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toContain(`the daemon (process ${daemon.pid}) stands still`)
    expect(stderr).toContain(`kill -CONT ${daemon.pid}`)
    expect(stderr).toContain(`kill -9 ${daemon.pid}`)
  }
  expect(await library).toMatchObject({ code: 'unreachable', data: { pid: daemon.pid } })

  await killAndWait(daemon.pid)
  const { code, stdout } = await skep(served, 'ls')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/sleeper +running/)])
  expect([isThere(pid), await served.pidOf(run)]).toEqual([true, pid])
})

test('a keeper that stands still keeps no daemon from saying so, and goes on when it is woken', async () => {
  const served = await beginServed()
  const { run } = await served.add(specOf('sleeper', 'exec sleep 1000'))
  const { daemon, keeper } = await served.status()
  await killAndWait(daemon.pid)
  holdStill(keeper.pid)
  const { code, stdout, stderr } = await skep(served, 'ls')
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
  expect(stderr).toContain(`the keeper (process ${keeper.pid}) stands still`)
  expect(stderr).toContain(`kill -CONT ${keeper.pid}`)
  process.kill(keeper.pid, 'SIGCONT')
  expect((await skep(served, 'ls')).stdout).toMatch(/sleeper +running/)
  expect((await served.status()).keeper.pid).toBe(keeper.pid)
  expect((await served.present()).runs.get(run)?.state).toMatchObject({ status: 'running' })
})

test('a daemon that stands still and whose socket is gone is named to who would start another', async () => {
  const served = await beginServed()
  const { daemon } = await served.status()
  holdStill(daemon.pid)
  rmSync(served.door.place.socket)
  const { code, stderr } = await skep(served, 'run', '--', 'true')
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining(`the daemon (process ${daemon.pid})`) })
  expect(stderr).toContain(`kill -9 ${daemon.pid}`)
  process.kill(daemon.pid, 'SIGCONT')
  expect((await skep(served, 'run', '--', 'true')).code).toBe(0)
  expect((await served.status()).daemon.pid).toBe(daemon.pid)
})

/** Until the test is over at the latest. */
function holdStill(pid: number): void {
  process.kill(pid, 'SIGSTOP')
  onTestFinished(() => {
    if (isThere(pid)) process.kill(pid, 'SIGCONT')
  })
}

function skep(served: Served, ...args: readonly string[]): Promise<Ended> {
  // What is undefined in it is left out by whoever starts the program.
  return runCommand(args, { cwd: served.scene.folder, env: served.door.env as Record<string, string> })
}
