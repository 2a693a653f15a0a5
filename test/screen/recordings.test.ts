import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderRow } from '../../src/screen/row.ts'
import { readCapture, readCells, type Seen } from './capture.ts'
import { allCells, feed, show } from './shown.ts'

// Real programs, and what tmux showed of them; recordings/record.ts says how they were made.
const folder = join(import.meta.dirname, 'recordings')
const names = globSync('*.bytes', { cwd: folder }).map(file => file.slice(0, -'.bytes'.length))

type Facts = { columns: number; rows: number; x: number; y: number; visible: boolean; alternate: boolean }

function load(name: string): { bytes: Uint8Array; capture: string; size: Facts; facts: Facts } {
  const facts: Facts = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const bytes = readFileSync(join(folder, `${name}.bytes`))
  return { bytes, capture: readFileSync(join(folder, `${name}.tmux`), 'utf8'), size: facts, facts }
}

test('there are recordings', () => {
  expect(names).toEqual(expect.arrayContaining(['vim', 'less', 'htop', 'tmux', 'python', 'bash', 'styles', 'wide']))
})

describe.each(names)('%s', name => {
  test('shows what tmux shows, cell for cell', async () => {
    const { bytes, capture, size } = load(name)
    const screen = (await show(bytes, { size })).rows().map(readCells)
    const wanted = readCapture(capture)
    // Where tmux wrote nothing down there may be the background of what was erased, but no text.
    const told = screen.map((cells, y) => cells.slice(0, wanted[y]?.length))
    expect(told).toEqual(wanted)
    expect(screen.flatMap((cells, y) => cells.slice(wanted[y]?.length)).filter(({ text }) => text !== ' ')).toEqual([])
  })

  test('has the cursor where tmux has it, and the same screen', async () => {
    const { bytes, size, facts } = load(name)
    const { cursor, modes } = await show(bytes, { size })
    expect({ ...cursor, alternate: modes.alternateScreen }).toMatchObject({
      ...{ x: facts.x, y: facts.y },
      ...{ visible: facts.visible, alternate: facts.alternate },
    })
  })

  test('shows the same however the bytes are cut', async () => {
    const { bytes, size } = load(name)
    const whole = await show(bytes, { size })
    const pieces = await show('', { size })
    for (const byte of bytes) pieces.write(Uint8Array.of(byte))
    await pieces.settled()
    expect(allCells(pieces)).toEqual(allCells(whole))
    expect(pieces.cursor).toEqual(whole.cursor)
  })

  test('shows the same after it was serialised', async () => {
    const { bytes, size } = load(name)
    const before = await show(bytes, { size })
    const after = await show(before.serialise(), { size })
    expect(allCells(after)).toEqual(allCells(before))
    expect(after.cursor).toEqual(before.cursor)
    expect(after.modes).toEqual(before.modes)
    expect(after.title).toBe(before.title)
  })

  test('shows the same on a terminal that its rows are printed on', async () => {
    const { bytes, size } = load(name)
    const { columns } = size
    const inner = await show(bytes, { size })
    const outer = await show('', { size })
    for (const [y, row] of inner.rows().entries()) await feed(outer, `\x1b[${y + 1}H${renderRow(row, columns)}`)
    expect(visible(outer.rows().map(readCells))).toEqual(visible(inner.rows().map(readCells)))
  })
})

// A row says nothing of the pen of a second half.
function visible(rows: Seen[][]): Seen[][] {
  return rows.map(cells => cells.filter(({ text }) => text !== ''))
}
