import { describe, expect, it } from 'vitest'
import { textWidth } from '../../../src/screen/widths.ts'
import { draw } from './draw.tsx'
import { using } from './now.ts'
import { grouped, needy } from './records.ts'
import { openRuntime } from './runtime.ts'
import { openShop } from './shop.ts'

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
  { columns: 50, rows: 24 },
  { columns: 20, rows: 5 },
]

const usage = [
  ['run_api-1', using(0.5, 88e6)],
  ['run_api-2', using(1, 88e6)],
] as const

describe('the screen', () => {
  it.each(sizes)('is whole at $columns×$rows', async size => {
    const drawn = draw(await openShop(), { size })
    if (size.columns > 20) await drawn.untilShows(text => text.includes('secret 500') && text.includes('following'))
    expect(drawn.text()).toMatchSnapshot()
    const rows = drawn.text().split('\n')
    expect(rows).toHaveLength(size.rows)
    for (const row of rows) expect(textWidth(row)).toBeLessThanOrEqual(size.columns)
  })

  it.each(sizes)('is whole with groups, replicas and needs at $columns×$rows', async size => {
    const drawn = draw(await openRuntime({ workers: [...needy(), ...grouped().slice(1)], usage }), { size })
    drawn.press('6', 'h')
    await drawn.untilShows(size.columns > 20 ? 'what shop needs' : 'shop')
    expect(drawn.text()).toMatchSnapshot()
    const rows = drawn.text().split('\n')
    expect(rows).toHaveLength(size.rows)
    for (const row of rows) expect(textWidth(row)).toBeLessThanOrEqual(size.columns)
  })

  it.each(sizes)('shows every dialog whole at $columns×$rows', async size => {
    const drawn = draw(await openShop({ outputs: new Map() }), { size })
    await drawn.untilShows(text => size.columns < 24 || text.includes('following'))
    for (const key of ['?', 'Q', 'X', 'a', 'C-x', 'c']) {
      const before = drawn.text()
      drawn.press(key)
      await drawn.untilShows(text => text !== before)
      for (const row of drawn.text().split('\n')) expect(textWidth(row)).toBeLessThanOrEqual(size.columns)
      expect(drawn.text().split('\n')).toHaveLength(size.rows)
      if (size.columns === 80) expect(drawn.text()).toMatchSnapshot(key)
      drawn.press('Escape')
      await drawn.untilShows(text => text === before)
    }
  })

  it('follows the terminal to another size', async () => {
    const drawn = draw(await openShop(), { size: { columns: 80, rows: 24 } })
    await drawn.untilShows('following')
    drawn.resize({ columns: 120, rows: 30 })
    await drawn.untilShows('pid 4003')
    expect(drawn.text().split('\n')).toHaveLength(30)
    drawn.resize({ columns: 12, rows: 3 })
    await drawn.untilShows('12×3 of 20×5')
    drawn.resize({ columns: 80, rows: 24 })
    await drawn.untilShows('following')
  })

  it('has no colour on a terminal without, and only the sixteen on the others', async () => {
    const colours = /\x1b\[[\d;]*(?:[349]\d)[\d;]*m/g
    const runtime = await openShop({ outputs: new Map() })
    expect(draw(runtime, { colours: false }).frame()).not.toMatch(colours)
    const used = draw(runtime, { colours: true }).frame().match(colours) ?? []
    expect(used.length).toBeGreaterThan(10)
    for (const one of used) expect(one).toMatch(/^\x1b\[(?:\d;)*(?:3[0-79]|9[0-7])m$/)
  })
})
