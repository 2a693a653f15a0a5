import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Command } from '../../src/core/command.ts'
import type { Hooks } from '../../src/core/spec.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

function tell(line: string): Command {
  return { kind: 'shell', line }
}

test('commands are run when something has happened, in its order, with the facts of the run', async () => {
  const folder = tmpDir()
  const bench = await openBench()
  const all = tell('echo "$SKEP_EVENT $SKEP_WORKER $SKEP_RUN $SKEP_PID $SKEP_STATUS $SKEP_EXIT_CODE" >> told')
  const hooks: Hooks = { started: all, ready: all, failed: all, ended: all }
  const ready = { kind: 'log', pattern: 'up' } as const
  const id = await bench.start(specOf('job', 'sleep 0.2; echo up; sleep 0.2; exit 3', { cwd: folder, hooks, ready }))
  const file = join(folder, 'told')
  const lines = (): readonly string[] => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [])
  await until(() => lines().length === 4, { what: 'four calls', show: lines })
  const { id: run, pid } = bench.runOf(id)
  expect(lines().map(line => line.trim())).toEqual([
    `started job ${run} ${pid}`,
    `ready job ${run} ${pid}`,
    `failed job ${run} ${pid} failed 3`,
    `ended job ${run} ${pid} failed 3`,
  ])
})

test('who was stopped has ended and not failed; a command that fails is named and hinders nobody', async () => {
  const folder = tmpDir()
  const bench = await openBench()
  const hooks: Hooks = { started: tell('exit 7'), failed: tell('touch failed'), ended: tell('touch ended') }
  const id = await bench.start(specOf('api', 'exec sleep 1000', { cwd: folder, hooks }))
  await bench.untilIs(id, 'running')
  await bench.client.ask('stop', { workers: [id] })
  await until(() => existsSync(join(folder, 'ended')), { what: 'the command for the end' })
  expect(existsSync(join(folder, 'failed'))).toBe(false)
  const said = bench.events.flatMap(({ kind, message }) => (kind === 'diagnostic' ? [message] : []))
  expect(said).toContain('api: the command for started exits with 7')
})
