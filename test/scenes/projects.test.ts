import { realpathSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { type Ended, runCommand } from './command.ts'
import { cleanEnv } from './environment.ts'
import { beginScene, type Scene } from './scene.ts'
import { beginServed, isThere, killAndWait } from './served.ts'

test('projects whose daemon lives are listed with what runs, wherever one looks; none is started', async () => {
  const lookout = beginScene()
  expect(await projects(lookout)).toEqual({ v: 1, projects: [] })
  expect(await skep(lookout)).toMatchObject({ code: 0, stdout: '', stderr: 'skep: no daemon lives\n' })

  const env = { SKEP_RUNTIME_DIR: lookout.env['SKEP_RUNTIME_DIR'] ?? '' }
  const [busy, idle, killed] = [await beginServed(env), await beginServed(env), await beginServed(env)]
  for (const name of ['one', 'two']) await busy.pidOf((await busy.add(specOf(name, 'exec sleep 1000'))).run)
  const [works, rests] = [await busy.status(), await idle.status()]
  await killed.killDaemon()
  const row = ({ daemon, folder, socket }: typeof works, running: number): object => {
    const { pid, startedAtMs, version } = daemon
    return { project: 'served', folder, pid, startedAt: new Date(startedAtMs).toISOString(), version, running, socket }
  }
  const inOrder = [row(works, 2), row(rests, 0)]
  if (works.folder > rests.folder) inOrder.reverse()
  expect(await projects(lookout)).toEqual({ v: 1, projects: inOrder })
  const { stdout } = await skep(lookout)
  expect(stdout).toMatch(new RegExp(`^served +${works.daemon.pid} +\\S+ +0.1.0 +2  ${works.folder}$`, 'm'))
  expect(lookout.serving()).toEqual([])
})

test('a daemon that does not answer within a second is named as such, beside the others', async () => {
  const still = await beginServed()
  const env = { SKEP_RUNTIME_DIR: still.door.env['SKEP_RUNTIME_DIR'] ?? '' }
  const lookout = { ...beginScene(), env: { ...still.scene.env, ...env } }
  const other = await beginServed(env)
  const [{ daemon, socket }, { daemon: answers }] = [await still.status(), await other.status()]
  process.kill(daemon.pid, 'SIGSTOP')
  onTestFinished(() => void (isThere(daemon.pid) && process.kill(daemon.pid, 'SIGCONT')))
  const folder = realpathSync(still.scene.folder)
  const { projects: found } = await projects(lookout)
  expect(found).toHaveLength(2)
  expect(found).toContainEqual(expect.objectContaining({ pid: answers.pid, running: 0 }))
  const problem = 'did not answer within 1 s'
  expect(found).toContainEqual({ project: 'served', folder, pid: daemon.pid, socket, problem })
  const { code, stdout } = await skep(lookout)
  expect([code, stdout]).toEqual([0, expect.stringContaining(`process ${daemon.pid} (served): ${problem}`)])
  await killAndWait(daemon.pid)
  expect((await projects(lookout)).projects).toHaveLength(1)
})

function skep({ folder, env }: Pick<Scene, 'folder' | 'env'>, ...args: readonly string[]): Promise<Ended> {
  return runCommand(['projects', ...args], { cwd: folder, env: cleanEnv(env) })
}

async function projects(scene: Pick<Scene, 'folder' | 'env'>): Promise<{ v: number; projects: readonly object[] }> {
  return JSON.parse((await skep(scene, '--json')).stdout)
}
