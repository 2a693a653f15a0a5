import { describe, expect, it } from 'vitest'
import { Fault } from '../../../src/core/fault.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import type { StopReport } from '../../../src/store/sources.ts'
import { renderFarewell } from '../../../src/tui/farewell.ts'
import { draw } from './draw.tsx'
import { began, make, shop } from './records.ts'
import { openRuntime } from './runtime.ts'
import { openShop } from './shop.ts'

const verdict: Verdict = {
  ...{ run: 'run_api', tookMs: 120, survivors: [], spared: [] },
  ended: [{ pid: 1, command: 'node', by: 'stop action' }],
}

describe('a person who leaves', () => {
  it.each(['q', 'C-c'])('goes at once with %s, and nothing is stopped', async key => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press(key)
    await drawn.untilShows(() => drawn.quits.length > 0)
    expect(drawn.quits).toEqual([[]])
    expect(runtime.asked).toEqual([])
  })
})

describe('a person who stops everything and leaves', () => {
  it('is asked what is to be stopped, and may stay', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('Q')
    await drawn.untilShows('stop all 6 and leave?')
    for (const name of ['api', 'web', 'db', 'mailer', 'python', 'stubborn']) expect(drawn.text()).toContain(name)
    expect(drawn.text()).toContain('⏎ stop and leave   Esc stay')
    drawn.press('Escape')
    await drawn.untilLacks('and leave?')
    expect(runtime.asked).toEqual([])
    expect(drawn.quits).toEqual([])
  })

  it('goes when nothing runs, and what had ended before has nothing to say', async () => {
    const runtime = await openRuntime({ workers: [make('api')] })
    const drawn = draw(runtime)
    drawn.press('Q')
    await drawn.untilShows(() => drawn.quits.length > 0)
    expect(drawn.quits).toEqual([[]])
    expect(runtime.asked).toEqual(['stop api everything was stopped from the screen'])
  })

  it('sees what becomes of each while it is stopped, and may kill what is late', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly StopReport[]>()
    const workers = [make('api', { run: began.running(9_000) }), make('late', { run: began.running(9_000) })]
    const runtime = await openRuntime({ workers, reports: () => promise })
    const drawn = draw(runtime)
    drawn.press('Q')
    await drawn.untilShows('stop all 2 and leave?')
    drawn.press('Enter')
    await drawn.untilShows('stopping 2 workers…')
    const api = { worker: 'wrk_api', run: 'run_api' } as const
    const state = began.ended(0, { kind: 'stopped', by: 'user', reason: undefined, exit: undefined }) as never
    await runtime.happen(
      { kind: 'run.ended', data: { state }, ...api },
      { kind: 'run.judged', data: { verdict }, ...api },
    )
    await drawn.untilShows('✔ api   ended by TERM in 0.1 s')
    expect(drawn.text()).toContain('stopping 2 workers… 1 left')
    expect(drawn.text()).toContain('◑ late  stopping…')
    drawn.press('X')
    await drawn.untilShows('killing what is left…')
    const reports: readonly StopReport[] = [{ worker: 'wrk_api', name: 'api', changed: true, verdict }]
    resolve(reports)
    await drawn.untilShows(() => drawn.quits.length > 0)
    expect(drawn.quits).toEqual([reports])
    const reason = 'everything was stopped from the screen'
    expect(runtime.asked).toEqual([`stop api late ${reason}`, `kill late ${reason}`])
  })

  it('need not wait until it is done', async () => {
    const workers = [make('api', { run: began.running(9_000) }), make('late', { run: began.running(9_000) })]
    const runtime = await openRuntime({ workers, reports: () => new Promise(() => undefined) })
    const drawn = draw(runtime)
    drawn.press('Q')
    await drawn.untilShows('stop all 2 and leave?')
    drawn.press('Enter')
    await drawn.untilShows('q leave now')
    drawn.press('q')
    await drawn.untilShows(() => drawn.quits.length > 0)
    expect(drawn.quits).toEqual([[]])
  })

  it('is told when it cannot be done, and may leave all the same', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    runtime.refuse(new Fault({ code: 'disk-full', message: 'nothing can be kept' }))
    drawn.press('Q')
    await drawn.untilShows('and leave?')
    drawn.press('Enter')
    await drawn.untilShows('✖ disk-full: nothing can be kept')
    drawn.press('X')
    await drawn.untilShows('it could not be stopped')
    drawn.press('Escape')
    await drawn.untilShows('x stop')
    drawn.press('Q')
    await drawn.untilShows('and leave?')
    drawn.press('Enter')
    await drawn.untilShows('q leave as it is')
    drawn.press('q')
    await drawn.untilShows(() => drawn.quits.length > 0)
  })
})

describe('the plain terminal afterwards', () => {
  it('has the verdict of each that was stopped, with what survives', async () => {
    const { living } = await openRuntime({ workers: shop().map(({ worker }) => ({ worker, run: undefined })) })
    const survivors = [{ pid: 9, command: 'sudo\x1b[2J', reason: 'not permitted', ports: [] }]
    const reports: readonly StopReport[] = [
      { worker: 'wrk_api', name: 'api', changed: true, verdict },
      { worker: 'wrk_python', name: 'python', changed: true, verdict: { ...verdict, survivors } },
      { worker: 'wrk_mailer', name: 'mailer', changed: true, verdict: undefined },
    ]
    expect(renderFarewell(living.state.getState(), reports)).toMatchInlineSnapshot(`
      "✔ api     ended by TERM in 0.1 s
      ✖ python  ended by TERM and HUP in 0.1 s; 1 survives
          pid 9 sudo␛[2J: not permitted
      ✔ mailer  ended
      "
    `)
  })

  it('says who goes on and how to come back, and of nobody who was stopped that he goes on', async () => {
    const { living } = await openShop()
    expect(renderFarewell(living.state.getState(), [])).toMatchInlineSnapshot(`
      "still being stopped: stubborn
      work goes on: api, web, db, mailer, python
      skep comes back to them, skep stop NAME stops one, skep down stops all
      "
    `)
    const reports: readonly StopReport[] = [{ worker: 'wrk_api', name: 'api', changed: true, verdict }]
    expect(renderFarewell(living.state.getState(), reports)).not.toMatch(/work goes on:.*api/)
  })

  it('names a few of many, and says nothing when nothing goes on', async () => {
    const running = Array.from({ length: 1_000 }, (_, n) => make(`w${n}`, { run: began.running(9_000) }))
    const many = await openRuntime({ workers: running })
    expect(renderFarewell(many.living.state.getState(), [])).toMatch(/^work goes on: w0, w1, .*w7 and 992 more\n/)
    const idle = await openRuntime({ workers: [make('api')] })
    expect(renderFarewell(idle.living.state.getState(), [])).toBe('')
  })
})
