import { describe, expect, it } from 'vitest'
import { draw } from './draw.tsx'
import { began, grouped, make, shop } from './records.ts'
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

  it('folds a group and unfolds it, on its heading and from inside, and the cursor stays where it was', async () => {
    const drawn = draw(await openRuntime({ workers: grouped() }))
    drawn.press('2')
    await drawn.untilShows('╭ @web · 3/4 up')
    drawn.press('Enter')
    await drawn.untilShows('▸ @web')
    expect(drawn.text()).not.toContain('front   running 4s')
    drawn.press('j')
    await drawn.untilShows('╭ mailer')
    drawn.press('k', 'Enter', 'j', 'j', 'j')
    await drawn.untilShows('╭ api-2')
    drawn.press('o')
    await drawn.untilShows('╭ api · 2/3 up')
    expect(drawn.text()).toContain('▸ api')
    drawn.press('O')
    await drawn.untilShows('╭ @web · ')
    expect(drawn.text()).toContain('▸ job')
    drawn.press('O')
    await drawn.untilShows('job-2')
    drawn.press('g', 'o')
    await drawn.untilShows('it is in no group and no replica')
  })

  it('finds what is folded away by its name, and is at its heading again when the filter ends', async () => {
    const drawn = draw(await openRuntime({ workers: grouped() }))
    drawn.press('O', '/')
    drawn.type('api-2\r')
    await drawn.untilShows('╭ api-2')
    drawn.press('o')
    await drawn.untilShows('has no headings')
    drawn.press('Escape')
    await drawn.untilShows('╭ @web')
  })

  it('acts on all of a heading, and marks all of it', async () => {
    const runtime = await openRuntime({ workers: grouped() })
    const drawn = draw(runtime)
    drawn.press('3', 'r', 'x', 's')
    await drawn.untilShows('workers ended')
    expect(runtime.asked).toEqual(['restart api-1 api-2 api-3', 'stop api-1 api-2', 'start api-1 api-2 api-3'])
    drawn.press('X')
    await drawn.untilShows('kill api-1, api-2?')
    drawn.press('Escape')
    await drawn.untilLacks('kill api-1')
    drawn.press('Space', 'Space')
    await drawn.untilShows('2 marked')
    drawn.press('k', 'k', 'Space')
    await drawn.untilShows('3 marked')
    drawn.press('k', 'Space')
    await drawn.untilLacks('marked')
    drawn.press('k', 'i')
    await drawn.untilShows('api is 3 workers: j goes to the first')
  })

  it('sees a thousand workers in groups through a window that goes along', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      make(`worker-${n}`, { run: began.running(n), spec: { group: `g${n % 10}` } }),
    )
    const drawn = draw(await openRuntime({ workers: many }))
    expect(drawn.text()).toContain('2/1010')
    drawn.press('G')
    await drawn.untilShows('1010/1010')
    expect(drawn.text()).toContain('worker-999')
    drawn.press('O')
    await drawn.untilShows('▸ @g9')
    expect(drawn.text()).not.toContain('worker-999')
    drawn.press('g')
    await drawn.untilShows('╭ @g0 ')
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
