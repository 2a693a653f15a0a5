import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { runCommand } from './command.ts'
import { isAlive } from './processes.ts'
import { beginScene, type Scene } from './scene.ts'
import { beginServed, isThere, killAndWait } from './served.ts'

const clients = 20

test('twenty clients that start at once in a fresh project are served by one daemon and one keeper', async () => {
  const { scene, sockets } = beginWithSockets()
  const ended = await Promise.all(
    Array.from({ length: clients }, (_, at) => {
      const argv = ['run', '-d', '--name', `n${at}`, '--', 'sleep', '1000']
      return runCommand(argv, { cwd: scene.folder, env: scene.env })
    }),
  )
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(ended.map(() => ({ code: 0, stderr: '' })))
  expect(ofOurs(scene)).toEqual(['__daemon', '__keeper'])
  expect(scene.living().filter(({ command }) => command === 'sleep 1000')).toHaveLength(clients)
  expect(readdirSync(sockets)).toHaveLength(2)
  expect(stateFiles(scene)).not.toContain('start.lock')
  const { stdout } = await runCommand(['ls', '--json'], { cwd: scene.folder, env: scene.env })
  expect(JSON.parse(stdout).workers).toHaveLength(clients)
})

test('a start lock whose holder was killed, or that says nothing, is taken over', async () => {
  const served = await beginServed()
  const { home } = served.door.place
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const holder = spawn('sleep', ['1000'])
  await killAndWaitForExit(holder)
  writeFileSync(join(home, 'start.lock'), String(holder.pid))
  const { daemon } = await served.status()
  expect(isAlive(daemon.pid)).toBe(true)
  expect(readdirSync(home)).not.toContain('start.lock')
})

test('two projects side by side know nothing of each other', async () => {
  const [one, other] = [await beginServed(), await beginServed()]
  const names = async (served: typeof one): Promise<readonly string[]> =>
    [...(await served.present()).workers.values()].map(({ spec }) => spec.name)
  const { scene } = one
  const both = join(scene.folder, 'nested')
  mkdirSync(both)
  writeFileSync(join(scene.folder, 'skep.yaml'), 'workers: {}\n')
  writeFileSync(join(both, 'skep.yaml'), 'workers: {}\n')
  for (const [cwd, name] of [
    [scene.folder, 'outer'],
    [both, 'inner'],
  ] as const) {
    const { code, stderr } = await runCommand(['run', '-d', '--name', name, '--', 'sleep', '1000'], {
      cwd,
      env: one.door.env as Record<string, string>,
    })
    expect([code, stderr]).toEqual([0, ''])
  }
  expect(await names(one)).toEqual(['outer'])
  expect(await names(other)).toEqual([])
  expect(ofOurs(scene)).toEqual(['__daemon', '__daemon', '__keeper', '__keeper'])
  const down = await runCommand(['down'], { cwd: both, env: one.door.env as Record<string, string> })
  expect(down.code).toBe(0)
  expect(await names(one)).toEqual(['outer'])
  await until(() => ofOurs(scene).length === 2, { what: 'the other one to be gone', show: () => ofOurs(scene) })
})

test('a project whose path is two hundred characters long works', async () => {
  const { scene } = beginWithSockets()
  const cwd = join(scene.folder, ...Array.from({ length: 4 }, (_, at) => `${at}${'long'.repeat(12)}`))
  mkdirSync(cwd, { recursive: true })
  writeFileSync(join(cwd, 'skep.yaml'), 'workers: {}\n')
  expect(cwd.length).toBeGreaterThan(200)
  // As it is found without a runtime folder of its own, too.
  const { SKEP_RUNTIME_DIR: _, ...env } = scene.env
  for (const [index, each] of [scene.env, { ...env, SKEP_HOME: join(cwd, 'state') }].entries()) {
    const started = await runCommand(['run', '-d', '--name', `n${index}`, '--', 'sleep', '1000'], { cwd, env: each })
    expect([started.code, started.stderr]).toEqual([0, ''])
    const { code, stderr } = await runCommand(['down'], { cwd, env: each })
    expect([code, stderr]).toEqual([0, ''])
  }
})

test('when what says where the daemon is names a stranger, that one is left alone', async () => {
  const served = await beginServed()
  const { daemon } = await served.status()
  const note = served.door.place.files.daemon
  await killAndWait(daemon.pid)
  // It would end at a signal that it does not expect.
  const stranger = spawn('sleep', ['1000'])
  try {
    writeFileSync(note, JSON.stringify({ socket: served.door.place.socket, daemon: { pid: stranger.pid } }))
    rmSync(served.door.place.socket)
    expect((await served.status()).daemon.pid).not.toBe(daemon.pid)
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
    expect(isThere(stranger.pid ?? 0)).toBe(true)
  } finally {
    stranger.kill('SIGKILL')
  }
})

function beginWithSockets(): { readonly scene: Scene; readonly sockets: string } {
  const scene = beginScene()
  const sockets = join(tmpDir(), 's')
  return { scene: { ...scene, env: { ...scene.env, SKEP_RUNTIME_DIR: sockets } }, sockets }
}

function ofOurs(scene: Scene): readonly string[] {
  return scene
    .serving()
    .flatMap(({ command }) => /__\w+/.exec(command)?.[0] ?? [])
    .sort()
}

function stateFiles({ env }: Scene): readonly string[] {
  const { SKEP_HOME: state = '' } = env
  return existsSync(state)
    ? readdirSync(state, { recursive: true })
        .map(String)
        .flatMap(path => path.split('/').at(-1) ?? [])
    : []
}

function killAndWaitForExit(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
