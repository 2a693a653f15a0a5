import { describe, expect, it } from 'vitest'
import { draw } from './draw.tsx'
import { began, make, shop } from './records.ts'
import { openRuntime } from './runtime.ts'
import { openShop } from './shop.ts'

const selectedOf = (drawn: ReturnType<typeof draw>): string | undefined =>
  /╭ (\S+) (?:·|─)/.exec(drawn.text().replace(/╭ workers[^╮]*╮/, ''))?.[1]

describe('a person in the list', () => {
  it('goes to workers with j, k, arrows, g, G and digits, and never past the ends', async () => {
    const drawn = draw(await openShop())
    const goes = async (key: string, name: string): Promise<void> => {
      drawn.press(key)
      await drawn.untilShows(new RegExp(`╭ ${name} `))
      expect(selectedOf(drawn)).toBe(name)
    }
    await goes('j', 'web')
    await goes('Down', 'db')
    await goes('k', 'web')
    await goes('Up', 'api')
    await goes('k', 'api')
    await goes('G', 'manual')
    await goes('j', 'manual')
    await goes('g', 'api')
    await goes('5', 'python')
    await goes('PageDown', 'manual')
    await goes('PageUp', 'api')
  })

  it('sees a thousand workers through a window that goes along', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => make(`worker-${n}`, { run: began.running(n) }))
    const drawn = draw(await openRuntime({ workers: many }))
    expect(drawn.text()).toContain('1/1000')
    drawn.press('G')
    await drawn.untilShows('1000/1000')
    expect(drawn.text()).toContain('worker-999')
    drawn.press('PageUp')
    await drawn.untilShows('980/1000')
  })

  it('filters by name as it is typed, keeps that with Enter, and ends it with Esc', async () => {
    const drawn = draw(await openShop())
    drawn.press('/')
    drawn.type('m')
    await drawn.untilShows('workers /m')
    expect(drawn.text()).not.toContain('api ')
    drawn.type('ai\r')
    await drawn.untilShows('╭ mailer')
    expect(drawn.text()).not.toContain('migrate')
    drawn.press('Escape')
    await drawn.untilShows('migrate')
  })

  it('has the filter of before when it is left with Esc', async () => {
    const drawn = draw(await openShop())
    drawn.press('/')
    drawn.type('!m')
    await drawn.untilLacks('mailer')
    expect(drawn.text()).toContain('api')
    drawn.press('Escape')
    await drawn.untilShows('mailer')
  })

  it('is told that no name passes', async () => {
    const drawn = draw(await openShop())
    drawn.press('/')
    drawn.type('zzz\r')
    await drawn.untilShows('no name has zzz')
    drawn.press('j')
    await drawn.untilShows('the filter leaves no worker: Esc ends it')
  })

  it('marks workers with Space, and verbs are for all that are marked', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('Space', 'Space')
    await drawn.untilShows('2 marked')
    drawn.press('r')
    await drawn.untilShows('2 marked')
    expect(runtime.asked).toContain('restart api web')
    drawn.press('Escape')
    await drawn.untilLacks('marked')
  })

  it('stays with its worker when others come and go', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    drawn.press('j', 'j')
    await drawn.untilShows('╭ db')
    await runtime.happen(
      { kind: 'worker.removed', data: {}, worker: 'wrk_api' },
      { kind: 'worker.added', data: { worker: make('late').worker } },
    )
    await drawn.untilShows('late')
    expect(selectedOf(drawn)).toBe('db')
  })

  it('sees what happens to workers as it happens', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime, { size: { columns: 120, rows: 30 } })
    const about = { worker: 'wrk_api', run: 'run_api' } as const
    await runtime.happen({ kind: 'run.stopping', data: { state: began.stopping(0) as never }, ...about })
    await drawn.untilShows(/api +stopping 0s…/)
    drawn.setClock(3_000)
    await drawn.untilShows(/api +stopping 3s…/)
    const outcome = { kind: 'exited', code: 7 } as const
    const state = { status: 'ended', outcome } as const
    await runtime.happen(
      { kind: 'run.ended', data: { state: began.ended(0, outcome) as never }, ...about },
      { kind: 'worker.moved', data: { state, wanted: 'down' }, worker: 'wrk_api' },
    )
    await drawn.untilShows(/api +failed \ds exit 7/)
  })

  it('says how to begin when there is nothing', async () => {
    const drawn = draw(await openRuntime({ workers: [] }))
    expect(drawn.text()).toContain('nothing runs here yet')
    drawn.press('x')
    await drawn.untilShows('there is no worker yet: a adds one')
  })

  it('shows what all of them use, and what each does', async () => {
    const runtime = await openRuntime({ workers: shop() })
    const drawn = draw(runtime, { size: { columns: 120, rows: 30 } })
    expect(drawn.text()).not.toContain('cpu')
    const using = { cpuCores: 1.5, memoryBytes: 50 * 1_048_576, processes: 1, cpuMs: 1, peakMemoryBytes: 1 }
    runtime.tell({ kind: 'usage', usage: [['run_api', using]] })
    await drawn.untilShows('cpu 150%  mem  50M')
    await drawn.untilShows(/api +ready 2h13m +150% +50M/)
  })
})
