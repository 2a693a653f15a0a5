import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadProject } from '../../src/config/load.ts'

test('the shop has a worker of every kind, and every file that one of them runs', async () => {
  const folder = join(import.meta.dirname, '../../examples/shop')
  const loaded = await loadProject({ folder, env: { PATH: '/bin' }, home: '/' })
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
  const { name, workers } = loaded.project
  expect(name).toBe('shop')
  expect(workers.map(worker => worker.name)).toEqual(['api', 'client', 'mailer', 'stubborn', 'node', 'shell'])
  expect(workers.filter(({ tty }) => tty).map(worker => worker.name)).toEqual(['node', 'shell'])
  const scripts = workers.flatMap(({ command }) => (command.kind === 'argv' ? command.argv.slice(1) : []))
  expect(scripts.filter(script => !existsSync(join(folder, script)))).toEqual([])
  expect(workers.at(-1)?.command).toMatchObject({ kind: 'shell', line: expect.stringContaining("PS1='shop $ '") })
})
