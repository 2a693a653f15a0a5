import { expect, test } from 'vitest'
import { loadProject } from '../../../../src/config/load.ts'
import { folderWith, printed } from '../../files.ts'

async function portsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const loaded = await loadProject({ folder: folderWith(files), file: 'Procfile', env: {}, home: '/' })
  return loaded.ok ? loaded.project.workers.map(({ name, env }) => `${name}:${env['PORT']}`) : []
}

test('each further instance listens one port on, each further line a hundred', async () => {
  const files = { Procfile: 'web: x\nworker: x\n', '.foreman': 'formation: web=3,worker=2\nport: 7000\n' }
  expect(await portsOf(files)).toEqual(['web-1:7000', 'web-2:7001', 'web-3:7002', 'worker-1:7100', 'worker-2:7101'])
})

test('the name of an instance is never that of another line', async () => {
  expect(await portsOf({ Procfile: 'web: x\nweb-1: x\n', '.foreman': 'formation: all=2\n' })).toEqual([
    'web-2:5000',
    'web-3:5001',
    'web-1-1:5100',
    'web-1-2:5101',
  ])
})

test.each([
  [{ '.foreman': 'formation: web=many' }, '.foreman:1:12: a formation takes numbers from 0 to 100, found "web=many"'],
  [{ '.foreman': 'formation: web=101' }, 'a formation takes numbers from 0 to 100'],
  [{ '.foreman': 'port: http' }, '.foreman:1:7: PORT, from which the workers'],
  [{ '.foreman': 'timeout: long' }, '.foreman:1:10: the time that a stop may take is a number of seconds'],
  [{ '.foreman': '- a' }, '.foreman:1:1: a file of foreman is a mapping'],
  [{ '.foreman/': '' }, '`.foreman` is a folder, not a file'],
  [{ '.env': 'OVERMIND_PORT_STEP=x' }, 'a step of ports takes a number from 0 to 9999'],
  [{ '.foreman': 'env: none.env' }, '`none.env` does not exist'],
])('settings %o are refused with their place', async (files, words) => {
  expect(await printed({ Procfile: 'web: x', ...files }, { file: 'Procfile' })).toContain(words)
})
