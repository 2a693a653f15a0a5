import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut, smallest } from '../../src/tui/layout.ts'
import type { Rectangle } from '../../src/tui/pane.ts'

const sizes = fc.record({ columns: fc.integer({ min: 1, max: 300 }), rows: fc.integer({ min: 1, max: 120 }) })
const wanted = fc.record({ focus: fc.constantFrom('list' as const, 'pane' as const), zoomed: fc.boolean() })

describe('the layout', () => {
  it('fills the screen between header and status line without a gap and without an overlap', () => {
    fc.assert(
      fc.property(sizes, wanted, (size, want) => {
        const layout = layOut(size, want)
        if (layout.kind === 'too-small') return
        const places = [layout.list, layout.pane].flatMap(place => (place ? [place.outer] : []))
        const body = size.columns * (size.rows - 2)
        expect(places.reduce((sum, { columns, rows }) => sum + columns * rows, 0)).toBe(body)
        for (const place of places) expect(isInside(place, { x: 0, y: 1, ...size, rows: size.rows - 2 })).toBe(true)
      }),
    )
  })

  it('keeps what is inside a frame inside of it, with room for something', () => {
    fc.assert(
      fc.property(sizes, wanted, (size, want) => {
        const layout = layOut(size, want)
        if (layout.kind === 'too-small') return
        for (const place of [layout.list, layout.pane]) {
          if (!place) continue
          expect(isInside(place.inner, place.outer)).toBe(true)
          expect(place.inner.columns).toBeGreaterThan(0)
          expect(place.inner.rows).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('says that a terminal is too small instead of breaking', () => {
    expect(layOut({ ...smallest, columns: 19 }, { focus: 'list', zoomed: false }).kind).toBe('too-small')
    expect(layOut({ ...smallest, rows: 4 }, { focus: 'list', zoomed: false }).kind).toBe('too-small')
    expect(layOut(smallest, { focus: 'list', zoomed: false }).kind).toBe('panels')
  })

  it('shows the panel that has the focus where only one has room', () => {
    const at = (focus: 'list' | 'pane') => layOut(smallest, { focus, zoomed: false })
    expect(at('list')).toMatchObject({ list: { framed: false }, pane: undefined })
    expect(at('pane')).toMatchObject({ list: undefined, pane: { framed: false } })
  })

  it('gives the whole body to a pane that is zoomed', () => {
    const layout = layOut({ columns: 120, rows: 40 }, { focus: 'pane', zoomed: true })
    expect(layout).toMatchObject({ list: undefined, pane: { outer: { x: 0, y: 1, columns: 120, rows: 38 } } })
  })

  it('leaves the pane eighty columns on a terminal of 120', () => {
    expect(layOut({ columns: 120, rows: 40 }, { focus: 'list', zoomed: false })).toMatchObject({
      pane: { inner: { columns: 80 } },
    })
  })
})

function isInside(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x >= other.x &&
    one.y >= other.y &&
    one.x + one.columns <= other.x + other.columns &&
    one.y + one.rows <= other.y + other.rows
  )
}
