import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { runCommand } from './command.ts'
import { beginScene, type Scene } from './scene.ts'
import { beginServed, isThere, killAndWait } from './served.ts'

const other = 65_534

const wrong: readonly { readonly what: string; make(folder: string): void; says: string; asRoot?: true }[] = [
  {
    what: 'that others can enter',
    make: folder => mkdirSync(folder, { mode: 0o755 }),
    says: 'can be entered by others (mode 755, expected 700)',
  },
  {
    what: 'that is a link',
    make: folder => {
      mkdirSync(`${folder}-real`, { mode: 0o700 })
      symlinkSync(`${folder}-real`, folder)
    },
    says: 'is a symbolic link',
  },
  { what: 'that is a link to nothing', make: folder => symlinkSync('/nowhere', folder), says: 'is a symbolic link' },
  { what: 'that is a file', make: folder => writeFileSync(folder, 'mine'), says: 'is not a folder' },
  {
    what: 'of somebody else',
    make: folder => {
      mkdirSync(folder, { mode: 0o700 })
      chownSync(folder, other, other)
    },
    says: `belongs to user ${other}`,
    asRoot: true,
  },
]

test.each(wrong.filter(({ asRoot }) => !asRoot || process.getuid?.() === 0))(
  'a folder for sockets $what is refused with what to do, and nothing is started',
  async ({ make, says }) => {
    const scene = beginScene()
    const folder = join(tmpDir(), 'sockets')
    make(folder)
    const env = { ...scene.env, SKEP_RUNTIME_DIR: folder }
    const { code, stdout, stderr } = await runCommand(['run', '-d', '--', 'sleep', '1000'], { cwd: scene.folder, env })
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    expect(stderr).toContain(`${folder} ${says}`)
    expect(stderr).toContain('SKEP_RUNTIME_DIR')
    const left = (): readonly unknown[] => [...scene.living(), ...scene.serving()]
    await until(() => left().length === 0, { what: 'nothing to be left', show: left })
    expect(stateFiles(scene)).not.toContain('start.lock')
  },
)

test('a folder for sockets that was spoilt while the daemon lives is refused, and used again when it is mended', async () => {
  const served = await beginServed()
  const { daemon, socket } = await served.status()
  const folder = join(socket, '..')
  rmSync(folder, { recursive: true })
  mkdirSync(folder, { mode: 0o755 })
  await expect(served.status()).rejects.toMatchObject({
    code: 'refused',
    hint: expect.stringContaining('owner and mode'),
  })
  // As somebody might do by hand.
  process.kill(daemon.pid, 'SIGUSR1')
  rmSync(folder, { recursive: true })
  expect((await served.status()).daemon.pid).toBe(daemon.pid)
})

test('when the folder of sockets is removed the same daemon is found again, and what runs goes on', async () => {
  const served = await beginServed()
  const cat = await served.add(specOf('cat', 'echo ready; exec cat'))
  const { daemon, keeper, socket } = await served.status()
  for (const count of [1, 2]) {
    rmSync(join(socket, '..'), { recursive: true })
    await (await served.connect()).ask('send', {
      worker: cat.worker,
      typed: { kind: 'text', text: `again ${count}`, enter: true },
    })
    expect((await served.status()).daemon.pid).toBe(daemon.pid)
  }
  await until(async () => (await served.outputOf(cat.run)).includes('again 2'), { what: 'what was typed' })
  // A way to the run itself leads to the keeper, whose socket is gone too.
  const client = await served.connect()
  const attachment = await client.attach(cat.run, { source: 'keys', endsInput: false })
  await attachment.write(Buffer.from('by itself\n'))
  await until(async () => (await served.outputOf(cat.run)).includes('by itself'), { what: 'what was typed there' })
  expect((await served.status()).keeper.pid).toBe(keeper.pid)
})

test('when the socket of the keeper is gone and the daemon is killed, the next one finds the same keeper', async () => {
  const served = await beginServed()
  const sleeper = await served.add(specOf('sleeper', 'exec sleep 1000'))
  const before = await served.status()
  rmSync(before.keeper.socket)
  await served.killDaemon()
  const after = await served.status()
  expect(after.daemon.pid).not.toBe(before.daemon.pid)
  expect(after.keeper.pid).toBe(before.keeper.pid)
  expect((await served.present()).runs.get(sleeper.run)?.state).toMatchObject({ status: 'running' })
  rmSync(join(before.socket, '..'), { recursive: true })
  await killAndWait(after.daemon.pid)
  expect((await served.status()).keeper.pid).toBe(before.keeper.pid)
  expect(isThere((await served.present()).runs.get(sleeper.run)?.pid ?? 0)).toBe(true)
})

test('a daemon that begins removes what killed ones have left in the folder of sockets, and leaves the living alone', async () => {
  const killed = await beginServed()
  const { SKEP_RUNTIME_DIR = '' } = killed.door.env
  const living = await beginServed({ SKEP_RUNTIME_DIR })
  const [left, lives] = [await killed.status(), await living.status()]
  await killAndWait(left.daemon.pid)
  await killAndWait(left.keeper.pid)
  const sockets = (): readonly string[] => readdirSync(SKEP_RUNTIME_DIR).map(name => join(SKEP_RUNTIME_DIR, name))
  expect(sockets()).toHaveLength(4)
  const long = new Date(Date.now() - 3_600_000)
  for (const path of sockets()) utimesSync(path, long, long)
  const next = await beginServed({ SKEP_RUNTIME_DIR })
  const there = await next.status()
  await until(() => sockets().length === 4, { what: 'the left ones to be gone', show: sockets })
  const wanted = [lives, there].flatMap(({ socket, keeper }) => [socket, keeper.socket])
  expect(sockets().toSorted()).toEqual(wanted.toSorted())
  expect((await living.status()).daemon.pid).toBe(lives.daemon.pid)
})

function stateFiles({ env }: Scene): readonly string[] {
  const { SKEP_HOME: state = '' } = env
  return existsSync(state)
    ? readdirSync(state, { recursive: true })
        .map(String)
        .flatMap(path => path.split('/').at(-1) ?? [])
    : []
}
