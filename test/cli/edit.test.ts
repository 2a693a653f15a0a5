import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDesk } from './desk.ts'

test('what the file says of a worker is changed there, and a reload brings what runs to it', async () => {
  const desk = await openDesk()
  const file = join(desk.folder, 'skep.yaml')
  writeFileSync(file, 'workers:\n  api: { command: sleep 1000, group: a } # the one\n')
  await desk.skep('up', '-d')
  expect(await desk.skep('edit', 'api', '--set', 'env.PORT=3000', '--unset', 'group')).toMatchObject({
    code: 0,
    stdout: 'api: changed in skep.yaml; skep reload brings what runs to it\n',
  })
  expect(readFileSync(file, 'utf8')).toBe('workers:\n  api: { command: sleep 1000, env: { PORT: "3000" } } # the one\n')
  expect((await desk.skep('reload')).stdout).toBe('api: restarted: env PORT, group changed\n')
  expect(await desk.json('edit', 'api', '--json', '--set', 'env.PORT=3000')).toMatchObject({
    worker: 'api',
    changed: false,
  })
})

test('what would be wrong is shown with its place, and not written', async () => {
  const desk = await openDesk()
  const file = join(desk.folder, 'skep.yaml')
  const text = 'workers: { api: { command: sleep 1000 } }\n'
  writeFileSync(file, text)
  const { code, stderr } = await desk.skep('edit', 'api', '--set', 'restart=sometimes')
  expect([code, stderr]).toEqual([2, expect.stringContaining('skep.yaml:1:')])
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect((await desk.skep('edit', 'nobody', '--set', 'a=b')).code).toBe(3)
  expect((await desk.skep('edit', 'api')).code).toBe(2)
  expect((await desk.skep('edit', 'api', '--set', 'x')).stderr).toContain('KEY=VALUE')
})
