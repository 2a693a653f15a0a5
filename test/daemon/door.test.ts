import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Notice } from '../../src/protocol/notice.ts'
import { mirrorRuntime } from '../../src/tui/mirror.ts'
import { openDesk } from '../cli/desk.ts'
import { until } from '../until.ts'
import { overJson } from './over-json.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('everything that the screen asks comes through the door, and what is answered and told survives JSON', async () => {
  const bench = await openBench({ between: overJson })
  const { manager, runs, input, close } = await mirrorRuntime(bench.client)
  const notices: Notice[] = []
  bench.client.listen(notice => notices.push(notice))
  await bench.client.ask('watch', { usage: true })
  const restart = { when: 'failure', backoffMs: { first: 5, longest: 9 }, attempts: 1, resetMs: 60_000 } as const
  const shell = await manager.add(specOf('shell', 'sleep 100 & exec cat', { tty: true }))
  const job = await manager.add(specOf('job', 'exit 3', { restart }))
  await bench.untilIs(shell, 'running')
  await bench.untilIs(job, 'gave-up')
  await input.sendText(shell, 'hello')
  await input.sendKeys(shell, ['Up', 'C-a'])
  await manager.pause([shell])
  await manager.resume([shell])
  await manager.signal([shell], 'WINCH')
  await until(() => notices.some(({ kind }) => kind === 'usage'), { what: 'usage', show: () => String(notices.length) })
  const { id: run } = bench.runOf(shell)
  expect((await manager.tree(run)).length).toBeGreaterThan(0)
  expect(await runs.runs(shell, 10)).toHaveLength(1)
  expect((await runs.transcript(run, 0, 100)).total).toBeGreaterThan(0)
  await manager.update(job, specOf('job', 'exit 4'))
  await manager.restart([job])
  await input.endInput(shell)
  await manager.cancel([shell], 'a test')
  await manager.kill([shell], undefined)
  await manager.stop([job], undefined)
  await manager.start([job])
  await bench.untilIs(job, 'failed')
  await manager.remove([job])
  await bench.client.ask('down', {})
  expect((await bench.client.ask('events', { after: 0, limit: 256 })).events.length).toBeGreaterThan(10)
  close()
})

test('everything that the command line asks comes through the door', async () => {
  const desk = await openDesk({ between: overJson })
  writeFileSync(
    join(desk.folder, 'skep.yaml'),
    [
      'workers:',
      '  one: { command: echo one, kind: task, restart: { when: failure, backoff: 1s..2s, attempts: unlimited } }',
      '  two: { command: echo two | cat, shell: true, kind: task, tty: true, stop: { keys: [C-c], grace: 1s } }',
    ].join('\n'),
  )
  const { code, stdout, stderr } = await desk.skep('up', 'one')
  expect([code, stderr, stdout.includes('one')]).toEqual([0, expect.any(String), true])
})

test('a command whose name is no name for a worker can be run', async () => {
  const desk = await openDesk({ between: overJson })
  const tool = join(desk.folder, '_a tool')
  writeFileSync(tool, '#!/bin/sh\necho works\n', { mode: 0o755 })
  expect(await desk.skep('run', '--stdin', 'none', '--', tool)).toMatchObject({ code: 0, stdout: 'works\n' })
})
