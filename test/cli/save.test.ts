import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { stable } from './stable.ts'

function fileOf({ folder }: Desk): string {
  return readFileSync(join(folder, 'skep.yaml'), 'utf8')
}

async function originsOf({ bench }: Desk): Promise<readonly string[]> {
  const { workers } = await bench.client.ask('subscribe', {})
  return workers.map(({ spec, origin }) => `${spec.name} ${origin}`)
}

test('what runs is saved as it runs, and belongs to the file from then on', async () => {
  const desk = await openDesk()
  const { folder } = desk
  writeFileSync(join(folder, 'skep.yaml'), '# the shop\nworkers:\n  db: { command: sleep 1000 } # 5432\n')
  await desk.skep('add', '--start', '--name', 'api', '--env', 'PORT=3000', '--', 'sleep', '1000')
  const run = (await desk.bench.client.ask('runs', { limit: 1 })).runs[0]?.id
  expect(await desk.skep('save', 'api')).toEqual({ code: 0, stdout: 'api: saved in skep.yaml\n', stderr: '' })
  expect(fileOf(desk)).toBe(
    [
      '# the shop',
      'workers:',
      '  db: { command: sleep 1000 } # 5432',
      '  api:',
      '    command: sleep 1000',
      '    env:',
      '      PORT: "3000"',
      '',
    ].join('\n'),
  )
  expect(await originsOf(desk)).toEqual(['api config'])
  expect((await desk.skep('reload')).stdout).toBe('db: started: new in the file\nunchanged: api\n')
  expect((await desk.bench.client.ask('runs', { limit: 10 })).runs.map(({ id }) => id)).toContain(run)
  expect(await desk.skep('save', 'api')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('stands in the file'),
  })
})

test('what is added can be saved at once, into a file that is made for it', async () => {
  const desk = await openDesk()
  const { stdout } = await desk.skep('add', '--save', '--name', 'api', '--', 'node', 'server.js')
  expect(stdout).toBe('api: added; to start it: skep start api\napi: saved in skep.yaml, which is new\n')
  expect(fileOf(desk)).toBe('workers:\n  api:\n    command: node server.js\n')
  const again = await desk.json('add', '--save', '--json', '--', 'node', 'server.js')
  expect(stable(again)).toMatchObject({ workers: [{ worker: 'node' }], saved: { pending: [] } })
  expect(await originsOf(desk)).toEqual(['api config', 'node config'])
})

test('what the file declares for all is said to be lacking in what runs', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), 'env: { MODE: dev }\nworkers: {}\n')
  await desk.skep('add', '--start', '--name', 'api', '--', 'sleep', '1000')
  const { code, stderr } = await desk.skep('save', 'api')
  expect([code, stderr]).toEqual([0, 'api: runs on as it is: env MODE changed; skep reload restarts it\n'])
  expect((await desk.skep('reload')).stdout).toBe('api: restarted: env MODE changed\n')
})

test('nothing is saved into a file that is wrong, and nobody is made up', async () => {
  const desk = await openDesk()
  await desk.skep('add', '--name', 'api', '--', 'sleep', '1')
  writeFileSync(join(desk.folder, 'skep.yaml'), 'workers: { db: { comand: sleep 1000 } }\n')
  expect(await desk.skep('save', 'api')).toMatchObject({ code: 2, stderr: expect.stringContaining('skep.yaml:1:') })
  expect(await originsOf(desk)).toEqual(['api ad-hoc'])
  expect((await desk.skep('save', 'nobody')).code).toBe(3)
  expect((await desk.skep('save')).code).toBe(2)
})

test('a save is a document', async () => {
  const desk = await openDesk()
  await desk.skep('add', '--name', 'api', '--', 'sleep', '1')
  const { file, ...rest } = await desk.json('save', '--json', 'api')
  expect(file).toBe(join(desk.folder, 'skep.yaml'))
  expect(existsSync(join(desk.folder, 'skep.yaml'))).toBe(true)
  expect(stable(rest)).toMatchSnapshot()
})
