import { describe, expect, it } from 'vitest'
import { draw } from './draw.tsx'
import { began } from './records.ts'
import { openShop } from './shop.ts'

describe('a person who types into a worker without a terminal', () => {
  it('sends a line with Enter and has the next', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('Enter')
    await drawn.untilShows('⏎ send')
    drawn.type('select 1;')
    await drawn.untilShows(/╰ › select 1;/)
    drawn.press('Enter')
    await drawn.untilLacks('select 1;')
    drawn.type('\x1b[200~two\nlines\x1b[201~')
    await drawn.untilShows(/╰ › lines/)
    expect(runtime.asked).toEqual(['typed api select 1;', 'typed api two'])
  })

  it('ends the input with Ctrl-D, and leaves with Esc', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('i')
    await drawn.untilShows('⏎ send')
    drawn.press('Escape')
    await drawn.untilShows('x stop')
    drawn.press('i', 'C-d')
    await drawn.untilShows('its input was ended')
    expect(runtime.asked).toEqual(['end-input api'])
  })

  it('has the keys of the screen again when the program ends, and is told how it ended', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('Enter')
    await drawn.untilShows('⏎ send')
    const outcome = { kind: 'exited', code: 3 } as const
    const state = began.ended(0, outcome) as never
    await runtime.happen(
      { kind: 'run.ended', data: { state }, worker: 'wrk_api', run: 'run_api' },
      { kind: 'worker.moved', data: { state: { status: 'ended', outcome }, wanted: 'down' }, worker: 'wrk_api' },
    )
    await drawn.untilShows('✖ api ended: exit 3')
    drawn.press('?')
    await drawn.untilShows('keys that work here')
  })

  it('is told when there is nothing to type into', async () => {
    const drawn = draw(await openShop())
    drawn.press('3', 'Enter')
    await drawn.untilShows('db takes no input (stdin: none)')
    drawn.press('9', 'Enter')
    await drawn.untilShows('manual is not running: s starts it')
  })

  it('loses nothing of what came together with the key', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.type('\rhello\r')
    await drawn.untilShows('⏎ send')
    expect(runtime.asked).toEqual(['typed api hello'])
  })
})
