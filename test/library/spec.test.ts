import { expect, it } from 'vitest'
import { catalogueDefaults, toSpec } from '../../src/library/spec.ts'

const surroundings = {
  folder: '/srv/shop',
  env: { PATH: '/bin', LC_ALL: 'C', SECRET: 'x', TMUX: 'y', SKEP_RUN_ID: 'z', GONE: undefined },
}

it('a worker inherits what this program has, without what is of skep and of the terminal around it', () => {
  const { env, declaredEnv } = toSpec({ command: ['a'], env: { MINE: '1' } }, surroundings, catalogueDefaults)
  expect(env).toEqual({ PATH: '/bin', LC_ALL: 'C', SECRET: 'x', MINE: '1' })
  expect(declaredEnv).toEqual({ MINE: '1' })
})

it('a worker with a clean environment inherits next to nothing', () => {
  const { env } = toSpec({ command: ['a'], inherit: 'clean' }, surroundings, catalogueDefaults)
  expect(env).toEqual({ PATH: '/bin', LC_ALL: 'C' })
})

it('a worker says only what it wants otherwise', () => {
  const { stop, restart, cwd, name, stdin } = toSpec(
    {
      command: ['/usr/bin/server'],
      cwd: 'api',
      tty: true,
      stop: { graceMs: 1 },
      restart: { when: 'always', firstMs: 2 },
    },
    surroundings,
    catalogueDefaults,
  )
  expect({ cwd, name, stdin }).toEqual({ cwd: '/srv/shop/api', name: 'server', stdin: 'pipe' })
  expect(stop).toEqual({ action: { kind: 'signals', signals: ['SIGTERM', 'SIGHUP'] }, graceMs: 1, scope: 'all' })
  expect(restart).toEqual({
    when: 'always',
    backoffMs: { first: 2, longest: 30_000 },
    attempts: 10,
    resetMs: 60_000,
  })
})

it('a signal is meant with and without SIG', () => {
  const { stop } = toSpec({ command: ['a'], stop: { signals: ['INT', 'SIGQUIT'] } }, surroundings, catalogueDefaults)
  expect(stop.action).toEqual({ kind: 'signals', signals: ['SIGINT', 'SIGQUIT'] })
})

it('what is to be done about a worker is said in few words', () => {
  const { needs, ready, health, watch, schedule, ports } = toSpec(
    {
      command: ['a'],
      cwd: 'api',
      needs: ['db', { name: 'migrate', until: 'completed' }, { name: 'queue', until: { log: 'open' }, restart: true }],
      ready: { tcp: 'db.local:5432', attempts: 7 },
      health: { exec: { command: ['check'] }, failures: 1 },
      ports: [3000],
      watch: { paths: ['src', '/etc/hosts'] },
      schedule: { cron: '0 3 * * *', overlap: 'queue' },
    },
    surroundings,
    catalogueDefaults,
  )
  expect(needs).toEqual([
    { name: 'db', until: { kind: 'ready' }, restart: false },
    { name: 'migrate', until: { kind: 'completed' }, restart: false },
    { name: 'queue', until: { kind: 'log', pattern: 'open' }, restart: true },
  ])
  const pace = { everyMs: 1_000, timeoutMs: 1_000 }
  expect(ready).toEqual({ kind: 'tcp', host: 'db.local', port: 5432, ...pace, attempts: 7 })
  const command = { kind: 'argv', argv: ['check'] }
  expect(health).toEqual({ kind: 'exec', command, everyMs: 10_000, timeoutMs: 5_000, failures: 1 })
  expect(ports).toEqual([3000])
  expect(watch).toEqual({ paths: ['/srv/shop/api/src', '/etc/hosts'], ignore: [], cascade: false, debounceMs: 300 })
  expect(schedule).toEqual({ at: { kind: 'cron', pattern: '0 3 * * *' }, overlap: 'queue', atOnce: true })
})

it('an address that is none is refused with what it takes', () => {
  expect(() => toSpec({ command: ['a'], ready: { tcp: 'x' } }, surroundings, catalogueDefaults)).toThrow(
    'tcp takes a port from 1 to 65535, or host:port, found "x"',
  )
})
