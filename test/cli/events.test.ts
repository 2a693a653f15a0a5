import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { beginSkep, documentsOf } from './begun.ts'
import { type Desk, openDesk } from './desk.ts'

const idsOf = (stdout: string): readonly unknown[] => documentsOf(stdout).map(({ id }) => id)
const countTo = (last: number, from = 1): readonly number[] =>
  Array.from({ length: last - from + 1 }, (_, at) => from + at)

async function deskWithEvents(jobs: number): Promise<{ readonly desk: Desk; readonly last: number }> {
  const desk = await openDesk()
  for (let count = 0; count < jobs; count += 1)
    await desk.bench.client.ask('add', {
      spec: specOf(`job-${count}`, 'true', { env: {} }),
      taken: 'refuse',
      start: false,
    })
  const { next } = await desk.bench.client.ask('events', { limit: 1 })
  return { desk, last: next }
}

test('the newest events are shown, so many as asked for, in order', async () => {
  const { desk, last } = await deskWithEvents(300)
  expect(idsOf((await desk.skep('events', '--json')).stdout)).toEqual(countTo(last, last - 49))
  expect(idsOf((await desk.skep('events', '-n', '280', '--json')).stdout)).toEqual(countTo(last, last - 279))
  expect((await desk.skep('events', '-n', '0')).stdout).toBe('')
})

test('from a cursor on all is shown, over as many pages as that takes, or so many as asked for', async () => {
  const { desk, last } = await deskWithEvents(300)
  expect(idsOf((await desk.skep('events', '--after', '0', '--json')).stdout)).toEqual(countTo(last))
  const { stdout } = await desk.skep('events', '--after', '5', '-n', '2', '--json')
  expect(idsOf(stdout)).toEqual([6, 7])
  const cursor = documentsOf(stdout).at(-1)?.['cursor']
  expect(idsOf((await desk.skep('events', '--after', String(cursor), '-n', '1', '--json')).stdout)).toEqual([8])
})

test('cursors of the future, of another runtime and of no form are different faults', async () => {
  const { desk } = await deskWithEvents(1)
  const codeOf = async (cursor: string): Promise<unknown> => {
    const { code, stdout } = await desk.skep('events', '--after', cursor, '--json')
    return [code, stdout && JSON.parse(stdout).error.code]
  }
  expect(await codeOf('999')).toEqual([1, 'invalid-cursor'])
  expect(await codeOf(`rt_${'0'.repeat(32)}:1`)).toEqual([1, 'wrong-runtime'])
  expect(await codeOf('yesterday')).toEqual([2, ''])
})

test('pages hold at most 256, and more is refused', async () => {
  const { desk } = await deskWithEvents(300)
  const { ask } = desk.bench.client
  expect((await ask('events', { after: 0, limit: 256 })).events).toHaveLength(256)
  for (const limit of [257, 0])
    await expect(ask('events', { after: 0, limit })).rejects.toMatchObject({
      code: 'usage',
      data: { longestPage: 256 },
    })
})

test('what is followed has every event once: those before, those that came meanwhile, those after', async () => {
  const { desk, last } = await deskWithEvents(300)
  const followed = beginSkep(desk, ['events', '-f', '--after', '0', '--json'])
  const ids = await Promise.all(countTo(20).map(count => desk.bench.start(specOf(`late-${count}`, 'true'))))
  for (const id of ids) await desk.bench.untilIs(id, 'completed')
  const { next } = await desk.bench.client.ask('events', { limit: 1 })
  await until(() => documentsOf(followed.stdout()).at(-1)?.['id'] === next, { what: `event ${next}` })
  expect(next).toBeGreaterThan(last)
  expect(idsOf(followed.stdout())).toEqual(countTo(next))
  expect(await followed.end()).toBe(130)
})

test('following begins with the newest and ends by itself after so many from a cursor', async () => {
  const { desk, last } = await deskWithEvents(3)
  const followed = beginSkep(desk, ['events', '-f', '-n', '1', '--format', 'line'])
  const counted = beginSkep(desk, ['events', '-f', '--after', String(last), '-n', '1', '--json'])
  await followed.untilSays(`${last} `)
  await desk.bench.client.ask('add', { spec: specOf('late', 'true'), taken: 'refuse', start: false })
  await followed.untilSays('late')
  expect(followed.stdout()).toMatch(
    new RegExp(`^${last} .*\\n${last + 1} \\d{4}-\\S+Z worker.added late added late\n$`),
  )
  await counted.untilSays('"late"')
  expect(await counted.end('SIGTERM')).toBe(0)
})

test('no environment is in the journal that is shown', async () => {
  const desk = await openDesk()
  const env = { API_TOKEN: 'open sesame', PORT: '3000' }
  const spec = specOf('api', 'true', { env, declaredEnv: env })
  const { acknowledged } = await desk.bench.client.ask('add', { spec, taken: 'refuse', start: false })
  await desk.bench.client.ask('update', { worker: acknowledged.ref.workerId, spec: { ...spec, cwd: '/' } })
  const { stdout } = await desk.skep('events', '--json')
  expect(documentsOf(stdout)).toContainEqual(
    expect.objectContaining({
      kind: 'worker.updated',
      data: { spec: expect.objectContaining({ env: { PORT: '3000' }, cwd: '/' }) },
    }),
  )
  expect(stdout).not.toContain('sesame')
})
