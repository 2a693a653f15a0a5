import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { runCommand, startCommand } from './command.ts'
import { beginScene, type Scene } from './scene.ts'

test('a project that is in use serves whoever comes, and the first one is left alone', async () => {
  const { folder: cwd, env } = beginScene()
  const line = 'echo ready; while [ ! -e go ]; do sleep 0.05; done; echo over; exit 3'
  const first = startCommand(['run', '--', 'sh', '-c', line], { cwd, env })
  await until(() => first.written().includes('ready'), { what: 'the first command to run' })
  const second = await runCommand(['run', '--', 'echo', 'beside it'], { cwd, env })
  expect(second).toMatchObject({ code: 0, stdout: 'beside it\n', stderr: '' })
  writeFileSync(join(cwd, 'go'), '')
  expect(await first.ended).toMatchObject({ code: 3, stdout: 'ready\nover\n' })
})

test('a program that was killed leaves its work to the runtime, which ends all of it when it is told to', async () => {
  const scene = beginScene()
  const order = { cwd: scene.folder, env: scene.env }
  const first = startCommand(['run', '--', 'sh', '-c', '(setsid sleep 1000 &); echo ready; sleep 1000'], order)
  await until(() => first.written().includes('ready'), { what: 'the first command to run' })
  first.kill('SIGKILL')
  await first.ended
  expect(commandsOf(scene).filter(command => command === 'sleep 1000')).toHaveLength(2)
  expect((await runCommand(['run', '--', 'true'], order)).code).toBe(0)
  expect(commandsOf(scene).filter(command => command === 'sleep 1000')).toHaveLength(2)
  expect((await runCommand(['down'], order)).code).toBe(0)
  // Who has just been ended may not be reaped yet.
  await until(() => scene.living().length === 0, { what: 'all of it to be gone', show: () => scene.living() })
})

test('a damaged store is refused with its file and is left as it is', async () => {
  const { folder: cwd, env } = beginScene()
  await runCommand(['run', '--', 'true'], { cwd, env })
  await runCommand(['down'], { cwd, env })
  const store = join(stateOf(env), 'store.db')
  writeFileSync(store, 'this is not a database, but it was one, and somebody may want it back'.repeat(200))
  const before = readFileSync(store)
  const ended = await runCommand(['run', '--', 'true'], { cwd, env })
  expect(ended.code).toBe(4)
  expect(ended.stderr).toContain(store)
  expect(readFileSync(store)).toEqual(before)
})

test('every problem of a file is said at once, each with its place', async () => {
  const { folder: cwd, env } = beginScene()
  const lines = ['workers:', '  api:', '    comand: node x.js', '  web:', '    command: ""', '    cwd: ./missing']
  writeFileSync(join(cwd, 'skep.yaml'), lines.join('\n'))
  const ended = await runCommand(['check'], { cwd, env })
  expect(ended.code).toBe(2)
  for (const said of ['skep.yaml:3:', 'skep.yaml:5:', 'skep.yaml:6:', 'command']) expect(ended.stderr).toContain(said)
})

test('a file that is not there is said, and nothing is started', async () => {
  const { folder: cwd, env } = beginScene()
  const ended = await runCommand(['up', '-f', 'nowhere.yaml'], { cwd, env })
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain('nowhere.yaml')
  expect(existsSync(join(env['SKEP_HOME'] ?? '', 'projects'))).toBe(false)
})

test('what skep keeps can be read by its owner alone', async () => {
  const { folder: cwd, env } = beginScene()
  await runCommand(['run', '--', 'echo', 'private'], { cwd, env })
  const open = everything(stateOf(env)).filter(path => (statSync(path).mode & 0o077) !== 0)
  expect(open).toEqual([])
})

function commandsOf(scene: Scene): readonly string[] {
  return scene.living().map(({ command }) => command)
}

function stateOf(env: Readonly<Record<string, string>>): string {
  const projects = join(env['SKEP_HOME'] ?? '', 'projects')
  const [project = ''] = readdirSync(projects)
  return join(projects, project)
}

function everything(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return [folder, ...entries.map(entry => join(folder, entry))]
}

test('a command that is none is refused with what was probably meant', async () => {
  const { folder: cwd, env } = beginScene()
  const ended = await runCommand(['chekc'], { cwd, env })
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain('did you mean check?')
})

test('the folder of the project is taken before the command and after it', async () => {
  const { folder, env } = beginScene()
  writeFileSync(join(folder, 'skep.yaml'), 'workers: { one: { command: "true" } }')
  const before = await runCommand(['-C', folder, 'check'], { cwd: '/', env })
  const after = await runCommand(['check', '-C', folder], { cwd: '/', env })
  expect(before).toMatchObject({ code: 0, stdout: after.stdout })
})
