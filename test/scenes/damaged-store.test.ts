import { readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { runCommand } from './command.ts'
import { beginServed, isThere, type Served } from './served.ts'

const pageBytes = 4096

const damages: readonly { readonly what: string; damage(file: string): void }[] = [
  {
    // All pages but the first: whatever is looked at first.
    what: 'with flipped bytes in the middle',
    damage(file) {
      const bytes = readFileSync(file)
      for (let at = pageBytes; at < bytes.length; at += 1) bytes[at] = 0xff - (bytes[at] ?? 0)
      writeFileSync(file, bytes)
    },
  },
  { what: 'that was cut', damage: file => truncateSync(file, Math.floor(statSync(file).size / 2) + 7) },
  { what: 'that is garbage', damage: file => writeFileSync(file, Buffer.alloc(50_000, 'garbage')) },
  { what: 'that is empty', damage: file => truncateSync(file, 0) },
]

test.each(damages)(
  'a store $what is refused and left as it is, what runs goes on, and is named by the next store',
  async ({ damage }) => {
    const served = await beginServed()
    const { run } = await served.add(specOf('survivor', 'echo ready; exec sleep 1000'))
    await served.add(specOf('other', 'true'))
    const pid = await served.pidOf(run)
    const { keeper } = await served.status()
    const { store } = served.door.place.files
    await endDaemon(served)
    damage(store)
    const damaged = readFileSync(store)

    // More than once: neither is the file mended behind our back nor what runs ended.
    for (const args of [['ls'], ['run', '-d', '--', 'true'], ['down']]) {
      const { code, stdout, stderr } = await skep(served, ...args)
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
      expect(stderr).toContain('opening the store failed')
      expect(stderr).toContain(store)
      expect(stderr).toContain('move it aside with its -wal and -shm')
      expect(stderr).toContain(`What runs goes on meanwhile: process ${pid}`)
      expect(stderr).toContain(`\`kill ${keeper.pid}\` ends that and all that it runs`)
    }
    expect(readFileSync(store).equals(damaged)).toBe(true)
    expect([pid, keeper.pid].map(isThere)).toEqual([true, true])

    for (const end of ['', '-wal', '-shm']) move(`${store}${end}`)
    const after = await served.status()
    expect(after.keeper.pid).toBe(keeper.pid)
    expect((await served.present()).workers.size).toBe(0)
    const { stdout } = await skep(served, 'diagnostics')
    expect(stdout).toContain(`knows nothing: ${pid}`)
    expect(stdout).toContain('sleep 1000')
    expect(readFileSync(`${store}.aside`).equals(damaged)).toBe(true)
    expect((await skep(served, 'down')).code).toBe(0)
    await until(() => !isThere(pid) && !isThere(keeper.pid), { what: 'everything to be ended' })
  },
)

test('a store whose records are damaged behind its first pages is refused as a whole, without harm to what runs', async () => {
  const served = await beginServed()
  const { run } = await served.add(specOf('survivor', 'echo ready; exec sleep 1000'))
  // So many that the newest event and the workers lie on pages of their own.
  const client = await served.connect()
  for (let at = 0; at < 60; at += 1)
    await client.ask('add', { spec: specOf(`n${at}`, `true ${'x'.repeat(3_000)}`), taken: 'refuse', start: false })
  await client.close()
  const pid = await served.pidOf(run)
  await endDaemon(served)
  const { store } = served.door.place.files
  const bytes = readFileSync(store)
  // Leaves of tables begin with 13: they are spoilt one after the other until that is noticed at the opening.
  for (let at = pageBytes; at < bytes.length; at += pageBytes) if (bytes[at] === 13) bytes.fill(0xa5, at, at + 64)
  writeFileSync(store, bytes)
  const { code, stderr } = await skep(served, 'ls')
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining(store) })
  expect(readFileSync(store).equals(bytes)).toBe(true)
  expect(isThere(pid)).toBe(true)
})

test('what runs over a damaged store is ended by a kill of the keeper that the refusal names', async () => {
  const served = await beginServed()
  const { run } = await served.add(specOf('survivor', 'exec sleep 1000'))
  const pid = await served.pidOf(run)
  await endDaemon(served)
  truncateSync(served.door.place.files.store, 0)
  const { stdout } = await skep(served, 'down', '--json')
  const { error } = JSON.parse(stdout)
  expect(error).toMatchObject({ code: 'store-corrupt', living: [pid], keeper: expect.any(Number) })
  process.kill(error.keeper, 'SIGTERM')
  await until(() => !isThere(pid) && !isThere(error.keeper), { what: 'everything to be ended' })
  expect(await skep(served, 'down')).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to end') })
})

/** As a power cut would, but with everything in the one file. */
async function endDaemon(served: Served): Promise<void> {
  const { daemon } = await served.status()
  process.kill(daemon.pid, 'SIGTERM')
  await until(() => !isThere(daemon.pid), { what: 'the daemon to leave' })
}

function skep(served: Served, ...args: readonly string[]): ReturnType<typeof runCommand> {
  // What is undefined in it is left out by whoever starts the program.
  return runCommand(args, { cwd: served.scene.folder, env: served.door.env as Record<string, string> })
}

function move(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) renameSync(file, `${file}.aside`)
}
