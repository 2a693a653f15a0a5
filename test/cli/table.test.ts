import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutCells, renderTable, widthOf } from '../../src/cli/table.ts'
import { toCells } from '../../src/config/text/cells.ts'

const columns = [{ title: 'NAME' }, { title: 'CPU', align: 'right' }, { title: 'OWNER' }] as const
const paint = (text: string): string => text
const row = (...cells: string[]) => cells.map(text => ({ text }))

describe('a table', () => {
  it('is aligned, also where characters are two cells wide', () => {
    const lines = renderTable(columns, [row('api', '4%', 'user'), row('日本語', '120%', 'agent:x')], {
      paint,
      columns: undefined,
    })
    expect(lines).toEqual(['NAME     CPU  OWNER', 'api       4%  user', '日本語  120%  agent:x'])
  })

  it('is never wider than the terminal, and says where it is cut', () => {
    const lines = renderTable(columns, [row('a-long-name', '4%', 'agent:claude')], { paint, columns: 22 })
    expect(lines[1]).toBe('a-long-name   4%  age…')
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 3, maxLength: 3 }),
        fc.nat(40),
        (cells, most) => {
          for (const line of renderTable(columns, [row(...cells)], { paint, columns: most }))
            expect(toCells(line)).toBeLessThanOrEqual(most)
        },
      ),
    )
  })

  it('is cut before it is painted, so that no colour is left open', () => {
    const red = (text: string): string => `<${text}>`
    expect(renderTable([{ title: 'A' }], [[{ text: 'abcdef', tone: 'bad' }]], { paint: red, columns: 4 })).toEqual([
      '<A>',
      '<abc…>',
    ])
  })

  it('shows what would steer a terminal as pictures', () => {
    expect(renderTable([{ title: 'A' }], [row('a\x1b[2Jb\n')], { paint, columns: undefined })).toEqual(['A', 'a␛[2Jb␊'])
  })
})

it('an ellipsis takes the place of what does not fit', () => {
  expect([cutCells('abc', 3), cutCells('abcd', 3), cutCells('日本', 3), cutCells('abc', 0)]).toEqual([
    'abc',
    'ab…',
    '日…',
    '',
  ])
})

it('only a terminal has a width', () => {
  expect([widthOf({ isTTY: true, columns: 80 }), widthOf({ columns: 80 })]).toEqual([80, undefined])
})
