import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answers, placeDialog } from '../../src/tui/dialog.ts'
import { lineWidth, span, toPlain } from '../../src/tui/line.ts'

const sizes = fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 5, max: 80 }) })
const foot = answers([['⏎', 'yes']])
const bodies = fc.array(fc.string({ maxLength: 90 }), { maxLength: 30 })

describe('a dialog', () => {
  it('lies between header and status line, as wide as its place says', () => {
    fc.assert(
      fc.property(sizes, bodies, (size, texts) => {
        const lines = [...texts.map(text => [span(text)]), foot]
        const { rectangle, lines: placed } = placeDialog({ title: 'really?', lines }, size)
        expect(placed).toHaveLength(rectangle.rows)
        for (const line of placed) expect(lineWidth(line)).toBe(rectangle.columns)
        expect(rectangle.x + rectangle.columns).toBeLessThanOrEqual(size.columns)
        expect(rectangle.y).toBeGreaterThanOrEqual(1)
        expect(rectangle.y + rectangle.rows).toBeLessThanOrEqual(size.rows - 1)
      }),
    )
  })

  it('keeps its answers and the line that the person is at, however little room there is', () => {
    const lines = [...Array.from({ length: 20 }, (_, n) => [span(`line ${n} `)]), foot]
    const at = [...lines.slice(0, 12), [span('here', 'cursor')], ...lines.slice(12)]
    for (const rows of [5, 8, 12]) {
      const text = placeDialog({ title: 'really?', lines: at }, { columns: 40, rows }).lines.map(toPlain).join('\n')
      expect(text).toContain('⏎ yes')
      expect(text).toContain('here')
    }
  })

  it('has its title as a line where there is no room for a frame', () => {
    const { lines } = placeDialog({ title: 'kill api?', lines: [foot] }, { columns: 20, rows: 5 })
    expect(lines.map(line => toPlain(line).trim())).toEqual(['kill api?', '⏎ yes'])
  })
})
