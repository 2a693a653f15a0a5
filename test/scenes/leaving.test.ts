import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { programArgv } from './program.ts'
import { expectRestored, type Scene } from './scene.ts'
import { openWorkers, type ScreenScene } from './screen.ts'

const workers = `
  polite: { command: sleep 1000 }
  leaves: { command: [sh, -c, "setsid sleep 1001 & exec sleep 1002"] }
  shell: { command: sh, tty: true }`

describe('a person who leaves with q', () => {
  it('is asked, sees what became of each, and finds the terminal as it was', async () => {
    const { scene, screen } = await openInShell()
    screen.press('q')
    await screen.waitFor('stop all 3 and leave?')
    screen.press('Enter')
    await backInShell(screen)
    for (const name of ['polite', 'leaves', 'shell'])
      expect(screen.screen()).toMatch(new RegExp(`✔ ${name} +.*ended by`))
    expectAsFound(scene, screen)
    expect(othersOf(scene)).toEqual([])
  })

  it('stays when the question is answered with Esc', async () => {
    const { scene, screen } = await openInShell()
    screen.press('q')
    await screen.waitFor('stop all 3 and leave?')
    screen.press('Escape')
    await screen.waitFor(now => !now.includes('leave?'), { what: 'the question to be gone' })
    expect(othersOf(scene).length).toBeGreaterThan(3)
  })
})

describe('a program that is ended from outside', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('leaves no child and gives the terminal back: %s', async signal => {
    const { scene, screen } = await openInShell()
    process.kill(programOf(scene), signal)
    await backInShell(screen)
    expectAsFound(scene, screen)
    expect(othersOf(scene)).toEqual([])
  })

  it('leaves no child when its terminal is closed', async () => {
    const { scene, screen } = openWorkers(workers)
    await allRun(scene, screen)
    screen.hangUp()
    await screen.exit
    await until(() => scene.living().length === 0, { what: 'nobody to be left', show: scene.living })
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
  await until(() => ['sleep 1000', 'sleep 1001', 'sleep 1002'].every(one => commands().includes(one)), {
    what: 'everything to run',
    show: commands,
  })
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

/** What lives beside the shell that a person has open, which is no child of the program. */
function othersOf(scene: Scene): readonly string[] {
  return scene
    .living()
    .map(({ command }) => command)
    .filter(command => !command.startsWith('bash '))
}
