import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { openDesk } from './desk.ts'

test('a tree shows children under their parents', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('server', 'sleep 100 & sleep 200 & wait'))
  await desk.bench.untilIs(id, 'running')
  const { pid } = desk.bench.runOf(id)
  const isWhole = async (): Promise<string | undefined> => {
    const { stdout } = await desk.skep('tree', 'server')
    return stdout.split('\n').length > 3 ? stdout : undefined
  }
  const stdout = await until(isWhole, { what: 'three processes' })
  expect(stdout).toMatch(new RegExp(`^${pid} /bin/sh -c .*\n├─ \\d+ sleep 100 .*\n└─ \\d+ sleep 200 .*\n$`))
  const { processes, run } = await desk.json('tree', 'server', '--json')
  expect(run).toBe(desk.bench.runOf(id).id)
  expect(processes).toMatchObject([{ pid }, { parent: pid }, { parent: pid }])
})

test('what has ended has no tree, which is said and no fault', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('job', 'true'))
  await desk.bench.untilIs(id, 'completed')
  expect(await desk.skep('tree', 'job')).toEqual({ code: 0, stdout: '', stderr: 'skep: nothing of job is running\n' })
})
