import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { runCommand } from './command.ts'
import { programArgv } from './program.ts'
import { expectRestored, type Scene } from './scene.ts'
import { openWorkers, type ScreenScene } from './screen.ts'

const workers = `
  polite: { command: sleep 1000 }
  leaves: { command: [sh, -c, "setsid sleep 1001 & exec sleep 1002"] }
  shell: { command: sh, tty: true }`

describe('a person who leaves with q', () => {
  it('finds the terminal as it was, work that goes on, and how to come back to it', async () => {
    const { scene, screen } = await openInShell()
    const before = workOf(scene)
    screen.press('q')
    await backInShell(screen)
    expect(screen.screen()).toMatch(/^work goes on: polite, leaves, shell\nskep comes back .* skep down stops all$/m)
    expect(screen.screen()).toMatch(/^code 0$/m)
    expectAsFound(scene, screen)
    expect(workOf(scene)).toEqual(before)
  })

  it('ends all of it with skep down, and nothing is left', async () => {
    const { scene, screen } = openWorkers(workers)
    await allRun(scene, screen)
    screen.press('q')
    await screen.exit
    const down = await runCommand(['down'], { cwd: scene.folder, env: scene.env })
    expect(down.code).toBe(0)
    for (const name of ['polite', 'leaves', 'shell']) expect(down.stdout + down.stderr).toContain(name)
    expect(scene.living()).toEqual([])
    await until(() => scene.serving().length === 0, { what: 'daemon and keeper to be gone', show: scene.serving })
  })

  it('has nothing to be told when nothing runs', async () => {
    const { screen } = openWorkers('  done: { command: "true", kind: task }')
    await screen.waitFor(/done +completed/)
    screen.press('q')
    expect(await screen.exit).toEqual({ code: 0, signal: undefined })
    expect(screen.screen().trim()).toBe('')
  })
})

describe('a person who stops everything and leaves with Q', () => {
  it('is asked, sees what became of each, and finds the terminal as it was', async () => {
    const { scene, screen } = await openInShell()
    screen.press('Q')
    await screen.waitFor('stop all 3 and leave?')
    screen.press('Enter')
    await backInShell(screen)
    for (const name of ['polite', 'leaves', 'shell'])
      expect(screen.screen()).toMatch(new RegExp(`✔ ${name} +.*ended by`))
    expect(screen.screen()).not.toContain('work goes on')
    expectAsFound(scene, screen)
    expect(workOf(scene)).toEqual([])
  })

  it('stays when the question is answered with Esc', async () => {
    const { scene, screen } = await openInShell()
    screen.press('Q')
    await screen.waitFor('stop all 3 and leave?')
    screen.press('Escape')
    await screen.waitFor(now => !now.includes('leave?'), { what: 'the question to be gone' })
    expect(workOf(scene).length).toBeGreaterThan(3)
  })

  it('leaves a runtime behind that goes by itself when nobody needs it', async () => {
    const { scene, screen } = openWorkers(workers, { env: { SKEP_IDLE_EXIT: '100ms' } })
    await allRun(scene, screen)
    expect(scene.serving()).toHaveLength(2)
    screen.press('Q')
    await screen.waitFor('stop all 3 and leave?')
    screen.press('Enter')
    await screen.exit
    expect(scene.living()).toEqual([])
    await until(() => scene.serving().length === 0, { what: 'daemon and keeper to go', show: scene.serving })
  })
})

describe('a screen that is ended from outside', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('gives the terminal back, and work goes on: %s', async signal => {
    const { scene, screen } = await openInShell()
    const before = workOf(scene)
    process.kill(programOf(scene), signal)
    await backInShell(screen)
    expectAsFound(scene, screen)
    expect(screen.screen()).toContain('work goes on: polite, leaves, shell')
    expect(workOf(scene)).toEqual(before)
  })

  it('stops nothing when its terminal is closed', async () => {
    const { scene, screen } = openWorkers(workers)
    await allRun(scene, screen)
    const before = workOf(scene)
    screen.hangUp()
    await screen.exit
    expect(workOf(scene)).toEqual(before)
  })

  it('stops nothing when it is killed', async () => {
    const { scene, screen } = openWorkers(workers)
    await allRun(scene, screen)
    const before = workOf(scene)
    screen.kill('SIGKILL')
    await screen.exit
    expect(workOf(scene)).toEqual(before)
  })
})

describe('a person who suspends with Ctrl-Z', () => {
  it('has the shell and its terminal back, and the screen again with fg', async () => {
    const { screen } = await openInShell()
    screen.press('C-z')
    await screen.waitFor(/Stopped/)
    expectRestored(screen)
    screen.press('Enter')
    screen.type('fg')
    screen.press('Enter')
    await screen.waitFor(now => now.includes('polite') && now.includes('skep'), { what: 'the screen again' })
    expect(screen.changedModes()).toContain('alternate screen')
  })
})

/**
 * The program started by a person in a shell, which tells how the terminal's line was set before and after. It ends in a
 * `read`: at its own prompt the shell asks for bracketed paste.
 */
async function openInShell(): Promise<ScreenScene> {
  const opened = openWorkers(workers, { argv: ['bash', '--norc', '--noprofile'], env: { PS1: 'prompt$ ' } })
  await opened.screen.waitFor('prompt$')
  const program = programArgv('up').join(' ')
  opened.screen.type(`stty -g > before; ${program}; echo "code $?"; stty -g > after; echo back''again; read end`)
  opened.screen.press('Enter')
  await allRun(opened.scene, opened.screen)
  return opened
}

async function allRun(scene: Scene, screen: ScreenScene['screen']): Promise<void> {
  await screen.waitFor(now => ['polite', 'leaves', 'shell'].every(name => now.includes(name)), { what: 'the screen' })
  const commands = () => scene.living().map(({ command }) => command)
  await until(() => ['sleep 1000', 'sleep 1001', 'sleep 1002', 'sh'].every(one => commands().includes(one)), {
    what: 'everything to run',
    show: commands,
  })
  await screen.waitFor(/shell +running/, { what: 'the last one to be seen running' })
}

async function backInShell(screen: ScreenScene['screen']): Promise<void> {
  await screen.waitFor(/^backagain$/m, { what: 'the shell again' })
}

function expectAsFound(scene: Scene, screen: ScreenScene['screen']): void {
  expectRestored(screen)
  const [before, after] = ['before', 'after'].map(name => readFileSync(join(scene.folder, name), 'utf8'))
  expect(after).toBe(before)
}

function programOf(scene: Scene): number {
  const found = scene.living().find(({ command }) => command.includes('main.js up'))
  if (!found) throw new Error('the program does not run')
  return found.pid
}

/** Who lives of what the workers run: not the shell that a person has open, and not the program. */
function workOf(scene: Scene): readonly number[] {
  return scene
    .living()
    .filter(({ command }) => !command.startsWith('bash ') && !command.includes('main.js up'))
    .map(({ pid }) => pid)
}
