import { describe, expect, it } from 'vitest'
import type { OutputSource } from '../../../src/client/client.ts'
import type { RunId } from '../../../src/core/id.ts'
import { until } from '../../until.ts'
import { openRun } from '../panes/watched.ts'
import { draw } from './draw.tsx'
import { began, make } from './records.ts'
import { type MadeRuntime, openRuntime } from './runtime.ts'

async function openRepl(): Promise<MadeRuntime> {
  const run = await openRun()
  await run.print('>>> ', 'pty')
  const repl = make('repl', { run: began.running(9_000), spec: { tty: true } })
  const outputs = new Map<RunId, OutputSource>([['run_repl', run.source]])
  return openRuntime({ workers: [repl, make('api', { run: began.running(9_000) })], outputs })
}

const untilAsked = (runtime: MadeRuntime, what: string): Promise<unknown> =>
  until(() => runtime.asked.includes(what), { what, show: () => runtime.asked.join('\n') })

describe('a terminal that is looked at', () => {
  it('gets the size in which it is seen, once, and again when that changes', async () => {
    const runtime = await openRepl()
    const drawn = draw(runtime)
    await untilAsked(runtime, 'resize repl by pipe: 50x20')
    drawn.press('j')
    await drawn.untilShows('╭ api')
    drawn.press('k', '?')
    await drawn.untilShows('help')
    drawn.press('Escape')
    await drawn.untilShows('╭ repl')
    drawn.resize({ columns: 120, rows: 40 })
    await untilAsked(runtime, 'resize repl by pipe: 80x36')
    expect(runtime.asked.filter(what => what.startsWith('resize'))).toHaveLength(2)
  })

  it('is not asked for when its program does not run', async () => {
    const ended = make('repl', { run: began.ended(0, { kind: 'exited', code: 0 }), spec: { tty: true } })
    const runtime = await openRuntime({ workers: [ended] })
    const drawn = draw(runtime)
    await drawn.untilShows('╭ repl')
    expect(runtime.asked).toEqual([])
  })
})

describe('a person who is attached', () => {
  it('is told so by the frame, which names the key that leaves', async () => {
    const drawn = draw(await openRepl())
    await drawn.untilShows('>>>')
    drawn.press('Enter')
    await drawn.untilShows('attached · Ctrl-] leaves ─╮')
    expect(drawn.text()).toContain('everything you type goes to repl')
  })

  it('types everything into the program, until the leave key', async () => {
    const runtime = await openRepl()
    const drawn = draw(runtime)
    drawn.press('Enter')
    await drawn.untilShows('attached')
    drawn.press('x', 'q', 'Up', 'C-c')
    await untilAsked(runtime, 'write repl by keys: \x03')
    expect(runtime.asked.filter(what => what.startsWith('write'))).toEqual([
      'write repl by keys: x',
      'write repl by keys: q',
      'write repl by keys: \x1b[A',
      'write repl by keys: \x03',
    ])
    drawn.press('C-]')
    await drawn.untilLacks('attached')
    drawn.press('?')
    await drawn.untilShows('keys that work here')
  })

  it('loses nothing of what was typed together with the key that attached', async () => {
    const runtime = await openRepl()
    const drawn = draw(runtime)
    drawn.type('\r6*7\r')
    await drawn.untilShows('attached')
    await untilAsked(runtime, 'write repl by keys: 6*7\r')
  })

  it('zooms with z right after the leave key and stays attached', async () => {
    const drawn = draw(await openRepl())
    drawn.press('Enter')
    await drawn.untilShows('attached')
    drawn.press('C-]', 'z')
    await drawn.untilLacks('workers')
    expect(drawn.text()).toContain('attached')
  })

  it('has left when the program ends, and is told how it ended', async () => {
    const runtime = await openRepl()
    const drawn = draw(runtime)
    drawn.press('Enter')
    await drawn.untilShows('attached')
    const outcome = { kind: 'exited', code: 3 } as const
    const state = began.ended(0, outcome) as never
    await runtime.happen(
      { kind: 'run.ended', data: { state }, worker: 'wrk_repl', run: 'run_repl' },
      { kind: 'worker.moved', data: { state: { status: 'ended', outcome }, wanted: 'down' }, worker: 'wrk_repl' },
    )
    await drawn.untilShows('✖ repl ended: exit 3')
    expect(drawn.text()).not.toContain('attached')
    drawn.press('?')
    await drawn.untilShows('keys that work here')
  })
})
