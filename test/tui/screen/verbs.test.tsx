import { describe, expect, it } from 'vitest'
import { Fault } from '../../../src/core/fault.ts'
import { draw } from './draw.tsx'
import { make, noonMs } from './records.ts'
import { openShop } from './shop.ts'

describe('a verb', () => {
  it('is asked of the runtime at its key, for the selected worker', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('x')
    await drawn.untilShows('✔ api is stopped')
    drawn.press('r', 'p')
    drawn.press('9', 's')
    await drawn.untilShows('╭ manual')
    expect(runtime.asked).toEqual(['stop api', 'restart api', 'pause api', 'start manual'])
  })

  it('of a start is taken for what has exited, while its last output is still read', async () => {
    const outcome = { kind: 'exited', code: 1 } as const
    const runtime = await openShop({
      workers: [make('job', { run: { status: 'draining', sinceMs: noonMs, outcome } })],
    })
    const drawn = draw(runtime)
    await drawn.untilShows('╭ job')
    drawn.press('s')
    expect(drawn.text()).not.toContain('already')
    expect(runtime.asked).toEqual(['start job'])
  })

  it('that ends everything at once asks first, and does nothing when the answer is no', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    for (const no of ['Escape', 'n', 'q']) {
      drawn.press('X')
      await drawn.untilShows('kill api?')
      drawn.press(no)
      await drawn.untilLacks('kill api?')
    }
    expect(runtime.asked).toEqual([])
    drawn.press('X')
    await drawn.untilShows('kill api?')
    drawn.press('y')
    await drawn.untilShows('✔ api is stopped')
    expect(runtime.asked).toEqual(['kill api'])
  })

  it('says its verdict, how each process ended and what survives', async () => {
    const runtime = await openShop({
      reports: async ([worker = 'wrk_']) => [
        {
          ...{ worker, name: 'api', changed: true },
          verdict: {
            ...{ run: 'run_api', tookMs: 5_200, spared: [] },
            ended: [
              { pid: 1, command: 'node', by: 'stop action' },
              { pid: 2, command: 'sh', by: 'kill' },
            ],
            survivors: [{ pid: 3, command: 'sudo', reason: 'not permitted', ports: [] }],
          },
        },
      ],
    })
    const drawn = draw(runtime)
    drawn.press('x')
    await drawn.untilShows('✖ api 1 ended by TERM, 1 killed in 5.2 s; 1 survives')
  })

  it('is refused with code, sentence and hint, which stay until a key is pressed and then in the help', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    runtime.refuse(new Fault({ code: 'disk-full', message: 'nothing can be kept', hint: 'free some space' }))
    drawn.press('r')
    await drawn.untilShows('✖ disk-full: nothing can be kept — free some space')
    drawn.setClock(600_000)
    await drawn.untilShows(/disk-full/)
    drawn.press('j')
    await drawn.untilLacks('disk-full')
    drawn.press('?', 'PageDown', 'PageDown', 'PageDown', 'PageDown')
    await drawn.untilShows('disk-full: nothing can be kept')
  })

  it('that has no room for what it says takes more lines, and cuts none of it', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime, { size: { columns: 50, rows: 20 } })
    const message = 'the folder /srv/a/rather/long/path does not exist any more, so that nothing can be started in it'
    runtime.refuse(new Fault({ code: 'refused', message, hint: 'make it again' }))
    drawn.press('r')
    await drawn.untilShows('make it again')
    const said = drawn.text().split('✖ ').at(-1)?.replace(/\s+/g, ' ')
    expect(said).toBe(`refused: ${message} — make it again`)
  })

  it('takes a reason for a cancel', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('c')
    await drawn.untilShows('cancel api')
    drawn.type('not needed\r')
    await drawn.untilShows('✔ api is stopped')
    drawn.press('c', 'Enter')
    await drawn.untilLacks('reason')
    expect(runtime.asked).toEqual(['cancel api not needed', 'cancel api'])
  })

  it('pauses what runs and lets go on what is paused, at the same key', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('p')
    await runtime.happen({ kind: 'run.paused', data: {}, worker: 'wrk_api', run: 'run_api' })
    await drawn.untilShows(/api +paused/)
    expect(drawn.text()).toContain('p resume')
    drawn.press('p')
    expect(runtime.asked).toEqual(['pause api', 'resume api'])
  })

  it('sends the signal that is chosen in the menu', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('C-x')
    await drawn.untilShows('signal for api')
    drawn.press('j', 'j', 'k', 'j', 'Enter')
    await drawn.untilShows('✔ HUP sent to api')
    expect(runtime.asked).toEqual(['signal api SIGHUP'])
  })

  it('restarts all that run after asking, with their names', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('R')
    await drawn.untilShows('restart 5 workers?')
    for (const name of ['api', 'web', 'db', 'python', 'stubborn'])
      expect(drawn.text()).toMatch(new RegExp(`[●◑] ${name} `))
    drawn.press('Enter')
    await drawn.untilLacks('restart 5 workers?')
    expect(runtime.asked).toEqual(['restart api web db python stubborn'])
  })

  it('removes only what has ended, after asking, and goes on with the next worker', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('d')
    await drawn.untilShows('api is up: x stops it first')
    drawn.press('7', 'd')
    await drawn.untilShows('remove migrate?')
    drawn.press('Enter')
    await drawn.untilShows('╭ crash')
    expect(runtime.asked).toEqual(['remove migrate'])
  })
})

describe('the form for a new worker', () => {
  it('adds what it describes', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('a')
    await drawn.untilShows('add a worker')
    drawn.type('npm run dev')
    await drawn.untilShows(/name +dev/)
    drawn.press('Tab', 'Tab')
    drawn.type('/web')
    drawn.press('Tab', 'Space', 'Enter')
    await drawn.untilLacks('add a worker')
    const command = { kind: 'argv', argv: ['npm', 'run', 'dev'] }
    expect(runtime.asked).toEqual([`add ${JSON.stringify(['dev', command, '/shop/web', true])}`])
  })

  it('takes a folder as the one who types it means it', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('a')
    await drawn.untilShows('add a worker')
    drawn.type('make')
    await drawn.untilShows(/name +make/)
    drawn.press('Tab', 'Tab', 'C-u')
    drawn.type('../depot')
    drawn.press('Enter')
    await drawn.untilLacks('add a worker')
    expect(runtime.asked).toEqual([
      `add ${JSON.stringify(['make', { kind: 'argv', argv: ['make'] }, '/depot', false])}`,
    ])
  })

  it('stays with what was typed when it is refused, and says why', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('a', 'Enter')
    await drawn.untilShows('✖ a command is needed')
    runtime.refuse(new Fault({ code: 'name-taken', message: 'there is a worker named web already' }))
    drawn.type('ls | wc')
    await drawn.untilShows('runs in a shell')
    drawn.press('Enter')
    await drawn.untilShows('✖ name-taken: there is a worker named web already')
    expect(drawn.text()).toContain('ls | wc')
    drawn.press('Escape')
    await drawn.untilLacks('add a worker')
  })
})
