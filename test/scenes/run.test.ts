import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { runCommand, startCommand } from './command.ts'
import { beginScene } from './scene.ts'

function order(stdin = '') {
  const { folder, env } = beginScene()
  return { cwd: folder, env: { ...env, TERM: 'xterm-256color' }, stdin }
}

test('run hands on each stream and the exit code', async () => {
  const ended = await runCommand(['run', '--', 'sh', '-c', 'echo out; echo err >&2; exit 7'], order())
  expect(ended).toMatchObject({ code: 7, stdout: 'out\n', stderr: 'err\n' })
})

test('run answers 128 and the number of the signal that ended the command', async () => {
  const ended = await runCommand(['run', '--', 'sh', '-c', 'kill -9 $$'], order())
  expect(ended.code).toBe(137)
})

test('run answers 127 for a command that is not there and says where it was looked for', async () => {
  const ended = await runCommand(['run', '--', 'no-such-command'], order())
  expect(ended.code).toBe(127)
  expect(ended.stderr).toContain('no-such-command')
  expect(ended.stderr).toContain('PATH')
})

test('run answers 126 for a file that cannot be executed', async () => {
  const asked = order()
  writeFileSync(join(asked.cwd, 'notes.txt'), 'not a program')
  const ended = await runCommand(['run', '--', './notes.txt'], asked)
  expect(ended.code).toBe(126)
})

test('run forwards stdin to its end, however large', async () => {
  const ended = await runCommand(['run', '--', 'wc', '-c'], order('x'.repeat(5_000_000)))
  expect(ended).toMatchObject({ code: 0, stdout: '5000000\n' })
})

test('run with stdin none gives the command nothing to read', async () => {
  const ended = await runCommand(['run', '--stdin', 'none', '--', 'wc', '-c'], order('something'))
  expect(ended.stdout).toBe('0\n')
})

test('options after the command are the command’s own', async () => {
  const ended = await runCommand(['run', 'echo', '--name', '-n'], order())
  expect(ended.stdout).toBe('--name -n\n')
})

test('variables are given by --env, and the run knows which run it is', async () => {
  const line = 'echo "$GREETING $SKEP_WORKER $SKEP_RUN_ID"'
  const ended = await runCommand(['run', '--env', 'GREETING=good day', '--shell', line], order())
  expect(ended.stdout).toMatch(/^good day echo run_[0-9a-f]{32}\n$/)
})

test('Ctrl-C reaches the command, which may end as it likes', async () => {
  const line = 'trap "echo bye; exit 3" INT; echo ready; while :; do sleep 0.05; done'
  const running = startCommand(['run', '--', 'sh', '-c', line], order())
  await until(() => running.written().includes('ready'), { what: 'the command to run' })
  running.kill('SIGINT')
  expect(await running.ended).toMatchObject({ code: 3, stdout: 'ready\nbye\n' })
})

test('TERM ends the command with everything that it started', async () => {
  const scene = beginScene()
  const line = 'trap "" TERM; (setsid sleep 1000 &) ; echo ready; sleep 1000'
  const running = startCommand(['run', '--', 'sh', '-c', line], { cwd: scene.folder, env: scene.env })
  await until(() => running.written().includes('ready'), { what: 'the command to run' })
  running.kill('SIGTERM')
  const { code } = await running.ended
  expect(code).toBeGreaterThanOrEqual(128)
  expect(scene.living()).toEqual([])
})

test('what a command leaves behind does not outlive run, and is named', async () => {
  const scene = beginScene()
  const line = '(setsid sleep 1000 >/dev/null 2>&1 &); exit 0'
  const ended = await runCommand(['run', '--', 'sh', '-c', line], { cwd: scene.folder, env: scene.env })
  expect(ended.code).toBe(0)
  expect(scene.living()).toEqual([])
})

test('a wrong option says so and what was probably meant', async () => {
  const ended = await runCommand(['run', '--nme', 'x', '--', 'true'], order())
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain('--name')
})
