import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { type Ended, runCommand } from './command.ts'
import { cleanEnv } from './environment.ts'
import { beginScene, type Scene } from './scene.ts'
import { isThere, killAndWait } from './served.ts'

function skep({ folder, env }: Scene, ...args: readonly string[]): Promise<Ended> {
  return runCommand(args, { cwd: folder, env: cleanEnv(env) })
}

async function json(scene: Scene, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await skep(scene, ...args, '--json')
  return JSON.parse(stdout)
}

type Status = {
  readonly version: string
  readonly daemon: { readonly pid: number } | null
  readonly keeper: { readonly pid: number }
}

async function statusOf(scene: Scene): Promise<Status> {
  return (await json(scene, 'daemon', 'status')) as unknown as Status
}

test('where no daemon lives its status says so and starts none', async () => {
  const scene = beginScene()
  expect(await skep(scene, 'daemon')).toMatchObject({ code: 0, stdout: 'no daemon lives for this project\n' })
  expect(await json(scene, 'daemon', 'status')).toEqual({ v: 1, daemon: null, keeper: null })
  expect(await skep(scene, 'daemon', 'stop')).toMatchObject({ code: 0, stdout: 'no daemon lives for this project\n' })
  expect(scene.living()).toEqual([])
})

test('a daemon that is restarted or stopped leaves what runs as it is, and its keeper', async () => {
  const scene = beginScene()
  await skep(scene, 'run', '-d', '--name', 'sleeper', '--', 'sleep', '1000')
  const before = await statusOf(scene)
  expect((await skep(scene, 'daemon', 'restart')).code).toBe(0)
  const after = await statusOf(scene)
  expect(after.daemon?.pid).not.toBe(before.daemon?.pid)
  expect(after.keeper.pid).toBe(before.keeper.pid)
  expect(await skep(scene, 'daemon', 'stop')).toMatchObject({ code: 0, stdout: 'ended; what runs goes on\n' })
  expect(isThere(after.daemon?.pid ?? 0)).toBe(false)
  expect(scene.living().some(({ command }) => command.startsWith('sleep'))).toBe(true)
  expect(await json(scene, 'ls')).toMatchObject({ workers: [{ name: 'sleeper', status: 'running' }] })
  expect((await skep(scene, 'down')).code).toBe(0)
  await until(() => [...scene.living(), ...scene.serving()].length === 0, { what: 'everything to be gone' })
})

test('down reaches what the keeper runs also when the daemon was killed', async () => {
  const scene = beginScene()
  await skep(scene, 'run', '-d', '--name', 'sleeper', '--', 'sleep', '1000')
  const { daemon } = await statusOf(scene)
  await killAndWait(daemon?.pid ?? 0)
  const { code, stdout } = await skep(scene, 'down')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^sleeper: stopped in [^\n]*\ndown\n$/)])
  await until(() => [...scene.living(), ...scene.serving()].length === 0, { what: 'everything to be gone' })
  expect((await skep(scene, 'down')).stdout).toContain('nothing to end')
})

test('what outlives its run is found, named with it, and ended when that is asked', async () => {
  const scene = beginScene()
  await skep(scene, 'run', '-d', '--name', 'leaves', '--', 'sh', '-c', 'setsid sleep 1000 >/dev/null 2>&1 & exit 0')
  expect(await skep(scene, 'wait', 'leaves', '--for', 'exit')).toMatchObject({ code: 0 })
  const found = await json(scene, 'strays')
  expect(found).toMatchObject({ strays: [{ name: 'leaves', command: 'sleep 1000', ports: [] }], verdicts: [] })
  const { stdout, code } = await skep(scene, 'strays', '--kill')
  expect([code, stdout]).toEqual([0, expect.stringContaining('leaves: stopped in')])
  expect((await skep(scene, 'strays')).stdout).toBe('no strays: everything that ran here has ended\n')
})

test('the doctor says what is well, and what a daemon of another version is to become', async () => {
  const scene = beginScene()
  expect(await skep(scene, 'doctor')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing is kept of it'),
  })
  await skep({ ...scene, env: { ...scene.env, SKEP_TEST_VERSION: '0.0.1' } }, 'run', '--', 'true')
  const { code, stdout } = await skep(scene, 'doctor')
  expect(code).toBe(0)
  expect(stdout).toContain('! daemon          skep 0.0.1, and this is ')
  expect(stdout).toContain('skep daemon restart')
  expect(stdout).toMatch(/✔ store +\d+ events, all of them on disk/)
})

test('a daemon of an older protocol makes room for a newer program, and an older program leaves a newer one alone', async () => {
  const scene = beginScene()
  const newer = { ...scene, env: { ...scene.env, SKEP_TEST_PROTOCOL: '2' } }
  await skep(scene, 'run', '-d', '--name', 'sleeper', '--', 'sleep', '1000')
  const before = await statusOf(scene)
  const { code, stderr, stdout } = await skep(newer, 'ls')
  expect([code, stderr]).toEqual([0, expect.stringContaining('it makes room for skep')])
  expect(stdout).toContain('sleeper  running')
  const after = await statusOf(newer)
  expect(after.daemon?.pid).not.toBe(before.daemon?.pid)
  expect(after.keeper.pid).toBe(before.keeper.pid)
  const refused = await skep(scene, 'ls')
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining('use that skep for this project')])
  expect((await statusOf(newer)).daemon?.pid).toBe(after.daemon?.pid)
})
