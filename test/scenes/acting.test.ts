import { expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { beginScene } from './scene.ts'

test('what is piped into send arrives, and what runs goes on without a daemon until down', async () => {
  const scene = beginScene()
  const skep = (args: readonly string[], stdin = '') => runCommand(args, { cwd: scene.folder, env: scene.env, stdin })
  const sleeping = () => scene.living().filter(({ command }) => command.startsWith('sleep'))
  expect((await skep(['run', '-d', '--stdin', 'pipe', '--name', 'sum', '--', 'wc', '-c'])).code).toBe(0)
  expect((await skep(['run', '-d', '--wait', 'ready', '--name', 'api', '--', 'sleep', '1000'])).code).toBe(0)
  expect(await skep(['send', 'sum'], 'x'.repeat(300_000))).toMatchObject({ code: 0, stdout: 'sum: sent\n', stderr: '' })
  expect((await skep(['send', 'sum', '--eof'])).code).toBe(0)
  expect((await skep(['down', '--keep-runs'])).stdout).toBe('down; what runs goes on\n')
  expect(sleeping()).toHaveLength(1)
  const stopped = await skep(['stop', 'api', 'sum'])
  expect(stopped.stdout).toMatch(/^sum: already ended \(exit 0\)\napi: stopped in [^\n]*\n$/)
  expect(await skep(['down'])).toMatchObject({ code: 0, stdout: 'down\n' })
  expect(await skep(['down'])).toMatchObject({ code: 0, stdout: expect.stringContaining('no daemon lives') })
  expect(sleeping()).toEqual([])
})
