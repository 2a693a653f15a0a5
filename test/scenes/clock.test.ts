import { spawnSync } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import { specOf } from '../daemon/specs.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { runCommand } from './command.ts'
import { beginServed, isThere, type Served } from './served.ts'

const library = findLibrary()

/** A clock for daemon and keeper that can be set; how long something lasts they still know. */
type Clock = { readonly env: Readonly<Record<string, string>>; set(offset: '+0' | '-3600' | '+3600'): void }

describe.runIf(library)('a clock that is set while everything runs', () => {
  test.each(['-3600', '+3600'] as const)('by %s s leaves order, durations, pauses and cursors right', async offset => {
    const clock = openClock()
    const served = await beginServed(clock.env)
    const restart = {
      when: 'failure',
      backoffMs: { first: 500, longest: 2_000 },
      attempts: 1_000,
      resetMs: 60_000,
    } as const
    const again = await served.add(specOf('again', 'exit 1', { restart }))
    const straddles = await served.add(specOf('straddles', 'read line; echo over', { stdin: 'pipe' }))
    const sleeper = await served.add(specOf('sleeper', 'exec sleep 1000'))
    await until(async () => (await restartsOf(served, again.worker)) > 1, { what: 'the first restarts' })
    const begunMs = performance.now()
    const before = await readEvents(served, 0)
    const pid = await served.pidOf(sleeper.run)

    const { daemon } = await served.status()
    process.kill(daemon.pid, 'SIGKILL')
    clock.set(offset)
    await until(() => !isThere(daemon.pid), { what: 'the daemon to be gone' })
    const next = await served.status()
    expect(Math.round((next.daemon.startedAtMs - Date.now()) / 1_000 / Number(offset))).toBe(1)
    const restarts = await restartsOf(served, again.worker)
    await until(async () => (await restartsOf(served, again.worker)) > restarts + 1, {
      what: 'restarts to go on, none an hour later',
      show: () => readEvents(served, before.at(-1)?.id ?? 0),
    })
    const client = await served.connect()
    await client.ask('send', { worker: straddles.worker, typed: { kind: 'text', text: 'end', enter: true } })
    await until(async () => (await served.present()).runs.get(straddles.run)?.endedAtMs, { what: 'the end of it' })
    const tookMs = performance.now() - begunMs

    const after = await readEvents(served, before.at(-1)?.id ?? 0)
    const all = [...before, ...after]
    expect(all.map(({ id }) => id)).toEqual(all.map((_, at) => at + 1))
    expect(all.map(({ timeMs }) => timeMs)).toEqual(all.map(({ timeMs }) => timeMs).sort((one, other) => one - other))
    const { wallMs } = JSON.parse(await say(served, 'runs', 'straddles', '--json')).runs[0].metrics
    expect(wallMs).toBeGreaterThan(tookMs / 2)
    // Wall time that went by at once cannot be told from a machine that slept.
    expect(wallMs).toBeLessThan(tookMs + 5_000 + Math.max(0, Number(offset) * 1_000))
    expect((await served.present()).runs.get(sleeper.run)).toMatchObject({ pid, state: { status: 'running' } })
    expect(await served.outputOf(straddles.run)).toBe('over\n')

    const live = JSON.parse(await say(served, 'show', 'sleeper', '--json')).run.metrics
    expect(live.wallMs).toBeGreaterThan(tookMs / 2)
    expect(live.wallMs).toBeLessThan(performance.now() - begunMs + 5_000)
    for (const words of [['ls'], ['show', 'sleeper'], ['ui', '--print'], ['start', 'sleeper']]) {
      const said = (await say(served, ...words)).split('\n').filter(line => /sleeper|started|took/.test(line))
      expect(said.join('\n')).toMatch(/[1-9]\d*[sm]\b/)
      expect(said.join('\n')).not.toMatch(/\b\d+h|\b0s/)
    }
  })
})

/** What a command of the program says, which goes by the same clock. */
async function say({ scene, door }: Served, ...words: readonly string[]): Promise<string> {
  // What is undefined in it is left out by whoever starts the program.
  const { stdout } = await runCommand(words, { cwd: scene.folder, env: door.env as Record<string, string> })
  return stdout
}

async function restartsOf(served: Served, worker: string): Promise<number> {
  const { workers } = await served.present()
  return [...workers.values()].find(({ id }) => id === worker)?.restarts ?? 0
}

async function readEvents(served: Served, after: number): Promise<readonly SkepEvent[]> {
  const client = await served.connect()
  const page = await client.ask('events', { after, limit: 256 })
  await client.close()
  return page.events
}

function openClock(): Clock {
  const file = join(tmpDir(), 'clock')
  const set = (offset: string): void => {
    writeFileSync(`${file}.new`, `${offset}\n`)
    renameSync(`${file}.new`, file)
  }
  set('+0')
  const env = {
    LD_PRELOAD: library ?? '',
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
  return { env, set }
}

/** The library that stands between a program and the clock, where it is installed. */
function findLibrary(): string | undefined {
  const { stdout } = spawnSync('faketime', ['-m', '-f', '+0s', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' })
  return stdout?.trim() || undefined
}
