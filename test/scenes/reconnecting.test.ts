import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../until.ts'
import { isAlive } from './processes.ts'
import type { Scene } from './scene.ts'
import { openWorkers, selectTab, selectWorker } from './screen.ts'

const repl = '  repl: { command: node, tty: true, env: { NODE_REPL_HISTORY: "" } }'

describe('when the daemon is killed under an open screen', () => {
  it('who is attached types on, and the mark comes and goes', async () => {
    const { scene, screen } = openWorkers(repl)
    await screen.waitFor('Type ".help"')
    screen.press('Enter')
    await screen.waitFor('Ctrl-] leaves')
    screen.type('kept = 6 * 7\r')
    await screen.waitFor(/│42 /)

    const hold = holdStart(scene)
    killDaemon(scene)
    await screen.waitFor('reconnecting…')
    screen.type('kept + 1\r')
    await screen.waitFor(/│43 /, { what: 'an answer without a daemon' })
    expect(screen.screen()).toContain('reconnecting…')
    hold.release()
    await screen.waitFor(now => !now.includes('reconnecting…'), { what: 'the mark to be gone' })
    screen.type('kept + 2\r')
    await screen.waitFor(/│44 /)
    // What needs the daemon: the size of its terminal, and keys that ask.
    screen.press('C-]')
    await screen.waitFor('⏎ attach')
    screen.press('x')
    await screen.waitFor(/repl +stopped/)
  })

  it('output goes on, keys that ask say why they are off, and figures come back', async () => {
    const line = 'while :; do echo tick $$$$; sleep 0.1; done'
    const { scene, screen } = openWorkers(`  ticks: { command: [sh, -c, "${line}"] }\n  other: { command: sleep 1001 }`)
    await screen.waitFor(/tick \d+/)
    await screen.waitFor(/cpu +\d/)
    const hold = holdStart(scene)
    killDaemon(scene)
    await screen.waitFor('reconnecting…')
    screen.press('x')
    await screen.waitFor('the daemon has gone and is looked for')
    hold.release()
    await screen.waitFor(now => !now.includes('reconnecting…'), { what: 'the mark to be gone' })
    const rows = (): number => screen.screen().match(/tick/g)?.length ?? 0
    const before = rows()
    await until(() => rows() > before || rows() > 30, { what: 'output to go on', show: screen.screen })
    // Watched again by the next daemon: what a new worker uses is told.
    await selectWorker(screen, 2, 'other')
    screen.press('x')
    await screen.waitFor(/✔ other ended by/)
    screen.press('s')
    await screen.waitFor(/other +running.* \d+%/, { what: 'the figures of what was started now' })
  })

  it('what ended meanwhile is shown as it ended', async () => {
    const line = 'echo here; while [ ! -e go ]; do sleep 0.05; done; echo last words; exit 3'
    const { scene, screen } = openWorkers(`  ends: { command: [sh, -c, "${line}"], kind: task }`)
    await screen.waitFor('here')
    const hold = holdStart(scene)
    killDaemon(scene)
    await screen.waitFor('reconnecting…')
    writeFileSync(join(scene.folder, 'go'), '')
    await until(() => scene.living().every(({ command }) => !command.startsWith('sh ')), { what: 'its end' })
    hold.release()
    await screen.waitFor(/ends +failed/)
    await screen.waitFor('last words')
    await selectTab(screen, 'info')
    await screen.waitFor(/exit 3/)
  })

  it('is a blink, however often', async () => {
    const { scene, screen } = openWorkers(`${repl}\n  sleeps: { command: sleep 1001 }`)
    await screen.waitFor(/sleeps +running/)
    await screen.waitFor('Type ".help"')
    const worked = working(scene)
    for (let killed = 0; killed < 3; killed += 1) {
      const pid = killDaemon(scene)
      await until(() => daemonOf(scene) !== pid && isAlive(daemonOf(scene)), { what: 'another daemon' })
      await screen.waitFor(now => !now.includes('reconnecting…'), { what: 'the mark to be gone' })
      expect(screen.screen()).toMatch(/sleeps +running/)
    }
    expect(working(scene)).toEqual(worked)
    expect(screen.screen()).not.toMatch(/unreachable|internal/)
  })

  it('can be left while it is away, at once, and work goes on', async () => {
    const { scene, screen } = openWorkers('  sleeps: { command: sleep 1001 }')
    await screen.waitFor(/sleeps +running/)
    const worked = working(scene)
    holdStart(scene)
    killDaemon(scene)
    await screen.waitFor('reconnecting…')
    screen.press('q')
    expect(await screen.exit).toEqual({ code: 0, signal: undefined })
    expect(screen.screen()).toContain('work went on when the daemon was last heard of: sleeps')
    expect(working(scene)).toEqual(worked)
  })
})

/** Keeps another daemon from being started, as somebody who is about to start one, however long that takes. */
function holdStart(scene: Scene): { release(): void } {
  const lock = join(scene.stateFolder(), 'start.lock')
  const hold = (): void => writeFileSync(lock, String(process.pid))
  hold()
  const timer = setInterval(hold, 1_000)
  onTestFinished(() => clearInterval(timer))
  return {
    release() {
      clearInterval(timer)
      rmSync(lock)
    },
  }
}

function daemonOf(scene: Scene): number {
  try {
    return JSON.parse(readFileSync(join(scene.stateFolder(), 'daemon.json'), 'utf8')).daemon.pid
  } catch {
    return 0
  }
}

function killDaemon(scene: Scene): number {
  const pid = daemonOf(scene)
  process.kill(pid, 'SIGKILL')
  return pid
}

function working(scene: Scene): readonly string[] {
  return scene
    .living()
    .filter(({ command }) => !command.includes('main.js'))
    .map(({ pid, command }) => `${pid} ${command}`)
}
