import { describe, expect, it } from 'vitest'
import { Fault } from '../../../src/core/fault.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import type { StopReport } from '../../../src/store/sources.ts'
import { renderFarewell } from '../../../src/tui/farewell.ts'
import { draw } from './draw.tsx'
import { began, make } from './records.ts'
import { openRuntime } from './runtime.ts'
import { openShop } from './shop.ts'

const verdict: Verdict = {
  ...{ run: 'run_api', tookMs: 120, survivors: [], spared: [] },
  ended: [{ pid: 1, command: 'node', by: 'stop action' }],
}

describe('a person who leaves', () => {
  it.each(['q', 'Q', 'C-c'])('is asked by %s what is to be stopped, and may stay', async key => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press(key)
    await drawn.untilShows('stop all 6 and leave?')
    for (const name of ['api', 'web', 'db', 'mailer', 'python', 'stubborn']) expect(drawn.text()).toContain(name)
    expect(drawn.text()).toContain('⏎ stop and leave   Esc stay')
    drawn.press('Escape')
    await drawn.untilLacks('and leave?')
    expect(runtime.asked).toEqual([])
    expect(drawn.quits).toEqual([])
  })

  it('goes at once when nothing runs', async () => {
    const runtime = await openRuntime({ workers: [make('api')] })
    const drawn = draw(runtime)
    drawn.press('q')
    await drawn.untilShows(() => drawn.quits.length > 0)
    expect(runtime.asked).toEqual(['down'])
  })

  it('sees what becomes of each while it is stopped, and may kill what is late', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly StopReport[]>()
    const workers = [make('api', { run: began.running(9_000) }), make('late', { run: began.running(9_000) })]
    const runtime = await openRuntime({ workers, reports: () => promise })
    const drawn = draw(runtime)
    drawn.press('q')
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
    expect(runtime.asked).toEqual(['stop api late the screen was left', 'kill late the screen was left', 'down'])
    expect(renderFarewell(runtime.living.state.getState(), reports)).toBe('✔ api  ended by TERM in 0.1 s\n')
  })

  it('is told when it cannot be done, and may leave all the same', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    runtime.refuse(new Fault({ code: 'disk-full', message: 'nothing can be kept' }))
    drawn.press('q')
    await drawn.untilShows('and leave?')
    drawn.press('Enter')
    await drawn.untilShows('✖ disk-full: nothing can be kept')
    drawn.press('X')
    await drawn.untilShows('it could not be stopped')
    drawn.press('Escape')
    await drawn.untilShows('x stop')
    drawn.press('q')
    await drawn.untilShows('and leave?')
    drawn.press('Enter')
    await drawn.untilShows('q leave as it is')
    drawn.press('q')
    await drawn.untilShows(() => drawn.quits.length > 0)
  })

  it('has the verdict of each on the plain terminal afterwards, with what survives', async () => {
    const { living } = await openShop()
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
})
