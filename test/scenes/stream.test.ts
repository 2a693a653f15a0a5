import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { runCommand, startCommand } from './command.ts'
import { beginScene } from './scene.ts'

function begin(file: string) {
  const scene = beginScene()
  writeFileSync(join(scene.folder, 'skep.yaml'), file)
  return { ...scene, cwd: scene.folder }
}

test('without a terminal up streams every worker behind its name and ends when all have ended', async () => {
  const scene = begin(`
workers:
  one: { command: echo first, kind: task }
  two: { command: [sh, -c, "echo second >&2"], kind: task }
`)
  const ended = await runCommand(['up'], scene)
  expect(ended.code).toBe(0)
  expect(ended.stdout).toContain('one │ first\n')
  expect(ended.stdout).toContain('two │ second\n')
})

test('a service that fails for good ends up with 1, and everything else with it', async () => {
  const scene = begin(`
workers:
  stays: { command: sleep 1000 }
  fails: { command: [sh, -c, exit 3] }
`)
  const ended = await runCommand(['up'], scene)
  expect(ended.code).toBe(1)
  expect(ended.stdout).toContain('fails │ · exit 3')
  expect(scene.living()).toEqual([])
})

test('nothing that a worker prints reaches the stream but text', async () => {
  const scene = begin(`
workers:
  rude: { command: [printf, "\\\\033]0;title\\\\007\\\\033[2Jplain\\\\033[31mred\\\\n"], kind: task }
`)
  const ended = await runCommand(['up'], scene)
  expect(ended.stdout).toContain('rude │ plainred\n')
  expect(ended.stdout).not.toContain('\x1b')
})

test('Ctrl-C stops all that up started and shows the verdicts', async () => {
  const scene = begin(`
workers:
  stays: { command: [sh, -c, "echo ready; sleep 1000"] }
`)
  const running = startCommand(['up'], scene)
  await until(() => running.written().includes('ready'), { what: 'the worker to run', show: running.written })
  running.kill('SIGINT')
  const ended = await running.ended
  expect(ended.code).toBe(130)
  expect(ended.stderr).toContain('stays: stopped')
  expect(scene.living()).toEqual([])
})

test('only the workers that are named are started', async () => {
  const scene = begin(`
workers:
  one: { command: echo first, kind: task }
  two: { command: echo second, kind: task, start: manual }
`)
  const ended = await runCommand(['up', 'two'], scene)
  expect(ended.stdout).toContain('two │ second')
  expect(ended.stdout).not.toContain('first')
})

test('a name that the file does not have is refused with those that it has', async () => {
  const scene = begin('workers: { one: { command: "true" } }')
  const ended = await runCommand(['up', 'onr'], scene)
  expect(ended.code).toBe(3)
  expect(ended.stderr).toContain('one')
})

test('a Procfile and the scripts of a package.json are run as they are', async () => {
  const scene = begin('workers: {}')
  writeFileSync(join(scene.cwd, 'Procfile'), 'web: echo "on $PORT"\n')
  writeFileSync(join(scene.cwd, 'package.json'), JSON.stringify({ scripts: { hello: 'echo from a script' } }))
  expect((await runCommand(['up', '-f', 'Procfile'], scene)).stdout).toContain('web │ on 5000')
  expect((await runCommand(['up', '-f', 'package.json', 'hello'], scene)).stdout).toContain('from a script')
})

test('everything that a run has written comes before how it ended', async () => {
  const scene = begin(`
workers:
  counts: { command: "seq 1 30000; printf last", shell: true, kind: task }
`)
  const { stdout } = await runCommand(['up'], scene)
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(30_002)
  expect(lines.slice(-2)).toEqual(['counts │ last', 'counts │ · exit 0'])
})
