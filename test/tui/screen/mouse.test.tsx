import { describe, expect, it } from 'vitest'
import type { OutputSource } from '../../../src/client/client.ts'
import type { RunId } from '../../../src/core/id.ts'
import { openRun } from '../panes/watched.ts'
import { type Drawn, draw } from './draw.tsx'
import { began, grouped, make, shop } from './records.ts'
import { openRuntime } from './runtime.ts'
import { openShop } from './shop.ts'

/** The cell where a text stands on the screen. */
function find(drawn: Drawn, text: string): { readonly x: number; readonly y: number } {
  const rows = drawn.text().split('\n')
  const y = rows.findIndex(row => row.includes(text))
  return { x: rows[y]?.indexOf(text) ?? -1, y }
}

function click(drawn: Drawn, text: string): void {
  const { x, y } = find(drawn, text)
  drawn.type(`\x1b[<0;${x + 1};${y + 1}M\x1b[<0;${x + 1};${y + 1}m`)
}

function wheel(drawn: Drawn, text: string, direction: 'up' | 'down'): void {
  const { x, y } = find(drawn, text)
  drawn.type(`\x1b[<${direction === 'up' ? 64 : 65};${x + 1};${y + 1}M`)
}

describe('the mouse', () => {
  it('selects the worker that is clicked', async () => {
    const drawn = draw(await openShop())
    click(drawn, 'python')
    await drawn.untilShows('╭ python')
  })

  it('folds the heading whose glyph is clicked, and selects one whose name is', async () => {
    const drawn = draw(await openRuntime({ workers: grouped() }))
    click(drawn, '@web ')
    await drawn.untilShows('╭ @web')
    expect(drawn.text()).toContain('front')
    click(drawn, '▾ api')
    await drawn.untilShows('▸ api')
    expect(drawn.text()).not.toContain('api-1 running 1h')
    click(drawn, '▾ @web')
    await drawn.untilShows('▸ @web')
  })

  it('shows the tab that is clicked, and gives the pane the focus', async () => {
    const drawn = draw(await openShop())
    click(drawn, 'transcript')
    await drawn.untilShows('nothing was said yet')
    expect(drawn.stage.desk.now().screen.focus).toBe('pane')
    click(drawn, 'err')
    await drawn.untilShows('GET /secret')
  })

  it('scrolls with the wheel what is under it', async () => {
    const run = await openRun()
    for (let n = 1; n <= 100; n++) await run.print(`line ${n}\n`)
    const many = Array.from({ length: 100 }, (_, n) => make(`w${n}`, { run: began.running(n) }))
    const outputs = new Map<RunId, OutputSource>([['run_w0', run.source]])
    const drawn = draw(await openRuntime({ workers: many, outputs }))
    await drawn.untilShows('line 100')
    wheel(drawn, 'line 100', 'up')
    await drawn.untilLacks('line 98')
    expect(drawn.text()).toContain('line 97')
    wheel(drawn, 'w5', 'down')
    await drawn.untilLacks('w2 ')
    expect(drawn.text()).toContain('╭ w0')
    click(drawn, 'w3 ')
    await drawn.untilShows('╭ w3')
    expect(drawn.text()).not.toContain('w2 ')
  })

  it('does not turn the pane away from the program that is typed into', async () => {
    const drawn = draw(await openShop())
    drawn.press('5', 'Enter')
    await drawn.untilShows('attached')
    click(drawn, 'web')
    drawn.press('C-]')
    await drawn.untilLacks('attached')
    expect(drawn.text()).toContain('╭ python')
  })

  it('does nothing behind a dialog', async () => {
    const drawn = draw(await openRuntime({ workers: shop() }))
    drawn.press('c')
    await drawn.untilShows('cancel api')
    click(drawn, 'web')
    drawn.press('Escape')
    await drawn.untilLacks('cancel api')
    expect(drawn.text()).toContain('╭ api')
  })
})
