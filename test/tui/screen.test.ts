import { EventEmitter } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { showOn } from '../../src/tui/screen.ts'
import { openComposed } from '../../src/tui/surface.ts'
import { until } from '../until.ts'
import { openGlass, textOf } from './paint/glass.ts'
import { noonMs } from './screen/records.ts'
import type { MadeRuntime } from './screen/runtime.ts'
import { openShop } from './screen/shop.ts'

/** The screen on a terminal of glass, with a keyboard and a shell that a test plays. */
function show({ client, living }: Pick<MadeRuntime, 'client' | 'living'>) {
  const glass = openGlass({ columns: 80, rows: 24 })
  const stdin = new EventEmitter()
  const shell = new EventEmitter()
  let [isRaw, stops] = [false, 0]
  const keyboard = Object.assign(stdin, {
    resume() {},
    pause() {},
    setRawMode(mode: boolean) {
      isRaw = mode
    },
  })
  const stop = (): void => {
    stops += 1
  }
  const listen = (event: string) => (listener: () => void) => {
    shell.on(event, listener)
    return () => shell.off(event, listener)
  }
  const screen = showOn({
    ...{ client, living, stdin: keyboard, now: () => ({ nowMs: noonMs, bootedAtMs: undefined }) },
    surface: openComposed(glass.terminal, 'rgb'),
    home: { cwd: '/shop', environment: () => ({}) },
    settings: { theme: 'normal', depth: 'rgb', leaveKey: 'C-]' },
    job: { stop, onContinue: listen('continue'), onEnd: listen('end') },
  })
  onTestFinished(() => void screen.close('the test is over'))
  const text = () => textOf(glass).join('\n')
  return {
    ...{ screen, glass, shell, keyboard, text },
    press: (bytes: string) => void stdin.emit('data', Buffer.from(bytes)),
    stops: () => stops,
    untilShows: (what: string) => until(() => text().includes(what), { what, show: text, timeoutMs: 5_000 }),
    /** Whether the terminal is as a shell has it. */
    async isRestored() {
      await glass.display.settled()
      return !isRaw && glass.display.modes().changed.length === 0
    },
    changed: () => glass.display.modes().changed,
  }
}

describe('the screen on a terminal', () => {
  it('takes the alternate screen and draws chrome and output together', async () => {
    const shown = show(await openShop())
    await shown.untilShows('GET /users 200')
    await shown.untilShows('x stop')
    expect(shown.text()).toMatch(/^ skep · acme-shop/)
    expect(shown.changed()).toEqual(expect.arrayContaining(['alternate screen', 'mouse', 'bracketed paste']))
  })

  it('writes nothing when nothing changes, and only what changed when something does', async () => {
    const runtime = await openShop()
    const shown = show(runtime)
    await shown.untilShows('GET /secret 500')
    shown.glass.takeWritten()
    // The same figures again, then others: what is written for the others is all that is written.
    runtime.tell({ kind: 'usage', usage: [...runtime.living.state.getState().usage] })
    runtime.tell({ kind: 'usage', usage: [] })
    await until(() => !shown.text().includes('cpu'), { what: 'the figures to be gone' })
    expect(shown.glass.takeWritten()).not.toContain('GET /users')
    shown.press('j')
    await shown.untilShows('╭ web')
    expect(shown.glass.takeWritten().length).toBeLessThan(6_000)
  })

  it('draws a dialog over the output, which goes on around it', async () => {
    const shown = show(await openShop())
    await shown.untilShows('GET /users 200')
    shown.press('X')
    await shown.untilShows('╭ kill api?')
    expect(shown.text()).toContain('GET /users 200')
    shown.press('\x1b')
    await until(() => !shown.text().includes('kill api?'), { what: 'the dialog to be gone' })
  })
})

describe('the terminal is given back as it was found', () => {
  it('when the person leaves', async () => {
    const runtime = await openShop()
    const shown = show(runtime)
    await shown.untilShows('x stop')
    shown.press('q')
    expect(await shown.screen.left).toMatchObject({ how: 'quit', reports: [] })
    expect(await shown.isRestored()).toBe(true)
    expect(runtime.asked.at(-1)).toBe('watch {"usage":false}')
  })

  it('when the program closes it, once, however often', async () => {
    const shown = show(await openShop())
    await shown.untilShows('x stop')
    expect(await shown.screen.close('SIGTERM')).toMatchObject({ how: 'closed', reason: 'SIGTERM' })
    expect(await shown.screen.close('SIGHUP')).toMatchObject({ how: 'closed', reason: 'SIGTERM' })
    expect(await shown.isRestored()).toBe(true)
  })

  it('when the terminal goes away', async () => {
    const shown = show(await openShop())
    await shown.untilShows('x stop')
    shown.keyboard.emit('end')
    expect(await shown.screen.left).toMatchObject({ how: 'terminal-gone' })
    expect(await shown.isRestored()).toBe(true)
  })

  it('when the process ends without having closed it', async () => {
    const shown = show(await openShop())
    await shown.untilShows('x stop')
    shown.shell.emit('end')
    expect(await shown.isRestored()).toBe(true)
  })

  it('when drawing fails, and the error is told', async () => {
    const runtime = await openShop()
    const shown = show(runtime)
    await shown.untilShows('x stop')
    runtime.living.state.setState({ project: undefined as never })
    expect(await shown.screen.left).toMatchObject({ how: 'crashed', error: expect.any(TypeError) })
    expect(await shown.isRestored()).toBe(true)
  })

  it('while it is suspended, and taken again when it goes on', async () => {
    const shown = show(await openShop())
    await shown.untilShows('x stop')
    shown.press('\x1a')
    await until(() => shown.stops() === 1, { what: 'the job to be stopped' })
    expect(await shown.isRestored()).toBe(true)
    shown.shell.emit('continue')
    await until(() => shown.changed().includes('alternate screen'), { what: 'the screen again' })
    await shown.untilShows('GET /users 200')
    shown.press('j')
    await shown.untilShows('╭ web')
  })

  it('and taken again when no shell was there to go back to', async () => {
    const shown = show(await openShop())
    await shown.untilShows('x stop')
    shown.press('\x1a')
    await shown.untilShows('there is no shell to go back to')
    expect(shown.changed()).toContain('alternate screen')
  })
})
