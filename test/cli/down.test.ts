import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { openDesk } from './desk.ts'
import { beginLine } from './line.ts'

test('down stops everything with its verdicts, and the runtime with it', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  await desk.bench.untilIs(await desk.bench.start(specOf('api', 'sleep 1000')), 'running')
  const { code, stdout } = await desk.skep('down')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^api: stopped in [^\n]*\ndown\n$/)])
  expect(desk.bench.events.at(-1)?.kind).toBe('runtime.stopped')
  expect(await desk.json('down', '--json')).toEqual({ v: 1, verdicts: [] })
})

test('where no daemon lives down says so and starts none', async () => {
  const desk = await openDesk()
  const alone = {
    findProject: async () => undefined,
    openProject: () => Promise.reject(new Error('nothing is to be started')),
  }
  const said = await beginLine(desk, ['down'], alone).ended
  expect(said).toEqual({ code: 0, stdout: 'nothing to end: no daemon lives for this project\n', stderr: '' })
  const { stdout } = await beginLine(desk, ['down', '--json'], alone).ended
  expect(JSON.parse(stdout)).toEqual({ v: 1, verdicts: [] })
  expect((await beginLine(desk, ['stop', 'api'], alone).ended).code).toBe(3)
})
