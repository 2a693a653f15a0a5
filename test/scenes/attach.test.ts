import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from './command.ts'
import { programArgv } from './program.ts'
import { beginScene, expectRestored, type Scene } from './scene.ts'
import type { Terminal } from './terminal.ts'

/** A scene in which a REPL runs in the background, and what is asked of skep beside it. */
async function startRepl() {
  const scene = beginScene()
  const skep = (...args: string[]) =>
    runCommand(args, { cwd: scene.folder, env: { ...scene.env, TERM: 'xterm-256color' } })
  onTestFinished(async () => void (await skep('down')))
  const started = await skep('run', '-d', '--tty', '--name', 'repl', '--env', 'NODE_REPL_HISTORY=', '--', 'node', '-i')
  expect(started).toMatchObject({ code: 0 })
  return { scene, skep }
}

function attach(scene: Scene, ...args: string[]): Terminal {
  return scene.open({ argv: programArgv('attach', 'repl', ...args) })
}

test('attach has the REPL of another process on the whole screen, and gives the terminal back', async () => {
  const { scene, skep } = await startRepl()
  const terminal = attach(scene)
  await terminal.waitFor('Type ".help"')
  terminal.type('6*7\r')
  await terminal.waitFor(/^42$/m)
  terminal.type('await new Promise(() => {})\r')
  await terminal.waitFor('await')
  terminal.press('C-c')
  await terminal.waitFor('ERR_SCRIPT_EXECUTION_INTERRUPTED')
  terminal.press('C-]')
  expect(await terminal.exit).toEqual({ code: 0, signal: undefined })
  expect(terminal.screen()).toContain('skep: left repl, which goes on')
  expectRestored(terminal)
  expect((await skep('ls')).stdout).toMatch(/repl.*running/)
})

test('who comes back finds the screen as it was left', async () => {
  const { scene } = await startRepl()
  const first = attach(scene)
  await first.waitFor('Type ".help"')
  first.type('6*7\r')
  await first.waitFor(/^42$/m)
  first.press('C-]')
  await first.exit
  const second = attach(scene)
  await second.waitFor(/^42$/m)
  second.type('"still " + "here"\r')
  await second.waitFor("'still here'")
})

test('several may be attached and watch at once; each sees what any of them types', async () => {
  const { scene } = await startRepl()
  const [one, other, watcher] = [attach(scene), attach(scene), attach(scene, '--watch')]
  const all = [one, other, watcher]
  for (const terminal of all) await terminal.waitFor('Type ".help"')
  one.type('6*7\r')
  for (const terminal of all) await terminal.waitFor(/^42$/m)
  other.type('6*8\r')
  for (const terminal of all) await terminal.waitFor(/^48$/m)
  watcher.press('C-c')
  expect(await watcher.exit).toEqual({ code: 0, signal: undefined })
  one.type('.exit\r')
  for (const terminal of [one, other]) {
    expect(await terminal.exit).toEqual({ code: 0, signal: undefined })
    expect(terminal.screen()).toContain('skep: repl ended: exit 0')
    expectRestored(terminal)
  }
})

test('a viewer that is killed disturbs nobody', async () => {
  const { scene } = await startRepl()
  const [killed, other] = [attach(scene), attach(scene)]
  for (const terminal of [killed, other]) await terminal.waitFor('Type ".help"')
  killed.kill('SIGKILL')
  await killed.exit
  other.type('6*7\r')
  await other.waitFor(/^42$/m)
})

test('attach is refused for a worker without a terminal, with what to do instead', async () => {
  const { scene, skep } = await startRepl()
  await skep('run', '-d', '--name', 'piped', '--', 'sleep', '1000')
  const terminal = scene.open({ argv: programArgv('attach', 'piped') })
  expect(await terminal.exit).toEqual({ code: 4, signal: undefined })
  expect(terminal.screen()).toContain('skep logs -f piped')
})
