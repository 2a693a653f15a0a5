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
