import { describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { programArgv } from './program.ts'
import type { Scene } from './scene.ts'
import { openShop, openWorkers, type ScreenScene, selectWorker } from './screen.ts'
import type { Terminal } from './terminal.ts'

/** Opens another screen over the same project. */
function openAgain({ folder: _folder, open }: Scene, ...args: string[]): Terminal {
  return open({ argv: programArgv(...args), columns: 120, rows: 40 })
}

async function leave({ screen }: ScreenScene): Promise<void> {
  screen.press('q')
  expect(await screen.exit).toEqual({ code: 0, signal: undefined })
}

/** Who runs, by pid: what the daemon and its keeper have started. */
function working(scene: Scene): readonly string[] {
  return scene
    .living()
    .filter(({ command }) => !command.includes('main.js'))
    .map(({ pid, command }) => `${pid} ${command}`)
}

describe('a person who comes back', () => {
  it.each([{ args: [] }, { args: ['ui'] }])('finds the shop as it went on: skep $args', async ({ args }) => {
    const shop = await openShop()
    await shop.screen.waitFor('the shop is open')
    await shop.screen.waitFor(/node +running/)
    const before = pidsOf(shop.scene)
    expect(before.length).toBeGreaterThan(2)
    await leave(shop)
    expect(shop.screen.screen()).toMatch(/work goes on: api, client/)

    const again = openAgain(shop.scene, ...args)
    await again.waitFor('the shop is open')
    const [api] = shop.scene.living().filter(({ command }) => command.endsWith('api.mjs'))
    await again.waitFor(new RegExp(`╭ api .*pid ${api?.pid}`))
    expect(pidsOf(shop.scene)).toEqual(before)
  })

  it('has all that was printed, from before and from while nobody looked', async () => {
    const line = 'seq 1 300; while [ ! -e go ]; do sleep 0.05; done; echo meanwhile; exec sleep 1000'
    const scene = openWorkers(`  prints: { command: [sh, -c, "${line}"] }`)
    await scene.screen.waitFor('300')
    await leave(scene)
    const touch = scene.scene.open({ argv: ['touch', 'go'] })
    await touch.exit
    const again = openAgain(scene.scene)
    await again.waitFor('meanwhile')
    again.press('Tab', 'g')
    await again.waitFor(/│ 1 +│\n.*│ 2 +│/)
  })

  it('finds a REPL with what it holds', async () => {
    const scene = openWorkers('  repl: { command: node, tty: true, env: { NODE_REPL_HISTORY: "" } }')
    await scene.screen.waitFor('Type ".help"')
    scene.screen.press('Enter')
    await scene.screen.waitFor('Ctrl-] leaves')
    scene.screen.type('kept = 6 * 7\r')
    await scene.screen.waitFor(/│42 /)
    scene.screen.press('C-]')
    await scene.screen.waitFor('attach')
    await leave(scene)

    const again = openAgain(scene.scene)
    await again.waitFor(/│42 /)
    again.press('Enter')
    await again.waitFor('Ctrl-] leaves')
    again.type('kept + 1\r')
    await again.waitFor(/│43 /)
  })

  it('starts with up what the file wants and does not run, and leaves the rest alone', async () => {
    const scene = openWorkers('  one: { command: sleep 1001 }\n  two: { command: sleep 1002 }')
    await scene.screen.waitFor(/two +running/)
    await selectWorker(scene.screen, 2, 'two')
    scene.screen.press('x')
    await scene.screen.waitFor(/two +stopped/)
    const before = working(scene.scene)
    await leave(scene)

    const again = openAgain(scene.scene, 'up')
    await again.waitFor(/two +running/)
    expect(working(scene.scene)).toEqual(expect.arrayContaining([...before]))
    expect(working(scene.scene)).toHaveLength(2)
  })
})

describe('two screens over one project', () => {
  it('show the same: what is added, stopped and started in one is seen in the other', async () => {
    const { scene, screen: one } = openWorkers('  first: { command: sleep 1001 }')
    await one.waitFor(/first +running/)
    const other = openAgain(scene)
    await other.waitFor(/first +running/)
    other.press('a')
    await other.waitFor('add a worker')
    other.type('sleep 1002')
    other.press('Enter')
    await one.waitFor(/sleep +running/, { what: 'the added worker in the first screen' })
    await selectWorker(one, 1, 'first')
    one.press('x')
    await other.waitFor(/first +stopped/)
    // Both show it with the same word and pid.
    await until(() => listOf(one) === listOf(other), {
      what: 'the same list',
      show: () => [listOf(one), listOf(other)],
    })
  })

  it('both see a terminal that one of them types into', async () => {
    const { scene, screen: one } = openWorkers('  cat: { command: cat, tty: true }')
    await one.waitFor(/cat +running/)
    const other = openAgain(scene)
    await other.waitFor(/cat +running/)
    one.press('Enter')
    await one.waitFor('Ctrl-] leaves')
    one.type('seen by both\r')
    for (const screen of [one, other]) await screen.waitFor(/│seen by both/)
  })

  it('are left one by one, and the work is stopped by neither', async () => {
    const { scene, screen: one } = openWorkers('  stays: { command: sleep 1001 }')
    await one.waitFor(/stays +running/)
    const other = openAgain(scene)
    await other.waitFor(/stays +running/)
    const before = working(scene)
    one.press('q')
    await one.exit
    await other.waitFor(/stays +running/)
    other.press('q')
    await other.exit
    expect(working(scene)).toEqual(before)
  })
})

/** The list as it is shown, without figures, which are of another second in another screen. */
function listOf(screen: Terminal): string {
  const rows = screen.screen().split('\n').slice(2, 6)
  return rows.map(row => (row.split('│')[1] ?? '').replace(/\s+(\d|<).*$/, '').trim()).join('\n')
}

/** The pids of what the shop keeps running, in their order: those that end and come again are left out. */
function pidsOf(scene: Scene): readonly number[] {
  return scene
    .living()
    .filter(({ command }) => /(api|client|stubborn)\.mjs$|^node$/.test(command))
    .map(({ pid }) => pid)
}
