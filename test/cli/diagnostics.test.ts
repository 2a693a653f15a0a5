import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { beginSkep, documentsOf } from './begun.ts'
import { openDesk } from './desk.ts'

const leaves = 'sleep 300 >/dev/null 2>&1 & echo left'

test('what needs attention is shown with whose it is', async () => {
  const desk = await openDesk()
  expect(await desk.skep('diagnostics')).toEqual({ code: 0, stdout: '', stderr: 'skep: nothing needs attention\n' })
  const followed = beginSkep(desk, ['diagnostics', '-f', '--json'])
  await desk.bench.start(specOf('leaver', leaves))
  await followed.untilSays('run.left')
  const [told] = documentsOf(followed.stdout())
  expect(told).toMatchObject({ v: 1, severity: 'warning', code: 'run.left', worker: 'leaver' })
  expect((await desk.json('diagnostics', '--json'))['diagnostics']).toMatchObject([
    { id: told?.['id'], worker: 'leaver' },
  ])
  expect((await desk.skep('diagnostics')).stdout).toMatch(
    /^\S+ warning leaver +run\.left: left 1 running: \d+ sleep 300\n$/,
  )
})

test('what is followed begins with what is known, each told once', async () => {
  const desk = await openDesk()
  for (const name of ['one', 'two']) await desk.bench.start(specOf(name, leaves))
  const count = async (): Promise<number> =>
    (await desk.bench.client.ask('diagnostics', { limit: 10 })).diagnostics.length
  await expect.poll(count, { timeout: 30_000 }).toBe(2)
  const followed = beginSkep(desk, ['diagnostics', '-f', '--json'])
  await followed.untilSays('"two"')
  await desk.bench.start(specOf('three', leaves))
  await followed.untilSays('"three"')
  expect(
    documentsOf(followed.stdout())
      .map(({ worker }) => worker)
      .sort(),
  ).toEqual(['one', 'three', 'two'])
})
