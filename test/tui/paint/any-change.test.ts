import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toDepth } from '../../../src/tui/paint/depth.ts'
import type { Rectangle } from '../../../src/tui/pane.ts'
import { until } from '../../until.ts'
import { type Card, type Glass, openCard, openCompositor, openGlass, writeFrame } from './glass.ts'

/** One character as it is written and as it is seen. */
type Mark = { readonly text: string; readonly columns: 1 | 2; readonly colour: number }

/** A cell of a screen: its text and its colour; nothing is seen of a blank's colour. */
type Cell = string

const screen = { columns: 24, rows: 7 }

const marks = fc.record({
  text: fc.constantFrom('a', 'b', 'Z', '·', '│', 'é', ' ', ' ', '漢', '😀', '⌨', 'e\u0301'),
  colour: fc.constantFrom(-1, -1, 1, 3, 200),
})
const rowsOfMarks = fc.array(
  fc.array(
    marks.map(({ text, colour }): Mark => ({ text, colour, columns: text === '漢' || text === '😀' ? 2 : 1 })),
    { maxLength: 20 },
  ),
  { maxLength: 9 },
)

type Rows = ReadonlyArray<readonly Mark[]>

const rectangles = fc.record({
  x: fc.nat(20),
  y: fc.nat(6),
  columns: fc.integer({ min: 1, max: 20 }),
  rows: fc.integer({ min: 1, max: 6 }),
})

const changes = fc.oneof(
  fc.record({ kind: fc.constant('frame' as const), rows: rowsOfMarks }),
  fc.record({ kind: fc.constant('rows' as const), id: fc.constantFrom('one', 'two'), rows: rowsOfMarks }),
  fc.record({ kind: fc.constant('place' as const), id: fc.constantFrom('one', 'two'), rectangle: rectangles }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom('one', 'two') }),
  fc.record({ kind: fc.constant('cover' as const), rectangles: fc.array(rectangles, { maxLength: 1 }) }),
  fc.record({ kind: fc.constant('turn' as const) }),
  fc.record({ kind: fc.constant('leave' as const) }),
)

test('after any sequence of changes the terminal shows exactly what is to be seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { maxLength: 12 }), async sequence => {
      const glass = openGlass(screen)
      const compositor = openCompositor(glass)
      const cards: Readonly<Record<string, Card>> = { one: openCard(), two: openCard() }
      const content = new Map<string, Rows>()
      const places = new Map<string, Rectangle>()
      let frame: Rows = []
      let covers: readonly Rectangle[] = []
      for (const change of sequence) {
        if (change.kind === 'frame') {
          frame = change.rows
          writeFrame(
            compositor,
            frame.slice(0, screen.rows).map(row => write(row)),
          )
        } else if (change.kind === 'rows') {
          content.set(change.id, change.rows)
          showCard(cards[change.id], change.rows, places.get(change.id))
        } else if (change.kind === 'place') {
          places.set(change.id, change.rectangle)
          showCard(cards[change.id], content.get(change.id) ?? [], change.rectangle)
          const card = cards[change.id]
          if (card) compositor.place(change.id, card, change.rectangle)
        } else if (change.kind === 'remove') {
          places.delete(change.id)
          const card = cards[change.id]
          if (card) compositor.place(change.id, card, undefined)
        } else if (change.kind === 'cover') {
          covers = change.rectangles
          compositor.cover(covers)
        } else if (change.kind === 'turn') {
          await new Promise(resolve => setImmediate(resolve))
        } else {
          compositor.suspend()
          compositor.resume()
        }
      }
      const expected = compose(frame, { content, places, covers })
      await until(() => isShown(glass, expected), {
        what: `the screen to show\n${expected.map(row => row.join('|')).join('\n')}`,
        timeoutMs: 2_000,
        everyMs: 1,
        show: () =>
          cellsOf(glass)
            .map(row => row.join('|'))
            .join('\n'),
      })
      compositor.close()
    }),
    { numRuns: 150 },
  )
})

function isShown(glass: Glass, expected: ReadonlyArray<readonly Cell[]>): boolean {
  return JSON.stringify(cellsOf(glass)) === JSON.stringify(expected)
}

function showCard(card: Card | undefined, rows: Rows, rectangle: Rectangle | undefined): void {
  if (!rectangle) return
  card?.show(Array.from({ length: rectangle.rows }, (_, y) => write(rows[y] ?? [], rectangle.columns)))
}

/** Marks as a row of text with colours; padded or cut to so many cells where that is said. */
function write(row: readonly Mark[], columns?: number): string {
  let [text, width] = ['', 0]
  for (const mark of row) {
    if (width + mark.columns > (columns ?? Number.POSITIVE_INFINITY)) break
    text += mark.colour === -1 ? mark.text : `\x1b[${colourCode(mark.colour)}m${mark.text}\x1b[39m`
    width += mark.columns
  }
  return `${text}${' '.repeat(Math.max(0, (columns ?? 0) - width))}`
}

function colourCode(colour: number): string {
  return colour < 8 ? `${30 + colour}` : `38;5;${colour}`
}

type Seen = {
  readonly content: ReadonlyMap<string, Rows>
  readonly places: ReadonlyMap<string, Rectangle>
  readonly covers: readonly Rectangle[]
}

/** Whose each cell is decides which character shows in it; of one that is not wholly seen, nothing is. */
function compose(frame: Rows, { content, places, covers }: Seen): Cell[][] {
  return Array.from({ length: screen.rows }, (_, y) => {
    const owners = Array.from({ length: screen.columns }, (__, x) => {
      if (covers.some(cover => isInside(cover, x, y))) return undefined
      return [...places].findLast(([, rectangle]) => isInside(rectangle, x, y))?.[0]
    })
    const layers = new Map<string | undefined, readonly Cell[]>([[undefined, toCells(frame[y] ?? [], screen.columns)]])
    for (const [id, { x, y: top, columns }] of places) {
      const cells = toCells(content.get(id)?.[y - top] ?? [], columns)
      layers.set(id, [...Array.from({ length: x }, () => ''), ...cells])
    }
    return owners.map((owner, x) => {
      const cell = layers.get(owner)?.[x] ?? ''
      const isHalf =
        cell === right ? owners[x - 1] !== owner : layers.get(owner)?.[x + 1] === right && owners[x + 1] !== owner
      return isHalf ? '' : cell
    })
  })
}

const right = '▐'

function toCells(row: readonly Mark[], columns: number): Cell[] {
  const cells: Cell[] = []
  for (const { text, columns: width, colour } of row) {
    if (cells.length + width > columns) break
    cells.push(text === ' ' ? '' : `${text}${colour}`)
    if (width === 2) cells.push(right)
  }
  return [...cells, ...Array.from({ length: columns - cells.length }, () => '')]
}

function isInside({ x, y, columns, rows }: Rectangle, atX: number, atY: number): boolean {
  return atX >= x && atX < x + columns && atY >= y && atY < y + rows
}

function cellsOf({ display }: Glass): Cell[][] {
  return Array.from({ length: screen.rows }, (_, y) =>
    Array.from({ length: screen.columns }, (__, x) => {
      const { text, width, foreground } = display.cell(x, y)
      if (width === 0) return right
      return text.trim() === '' ? '' : `${text}${foreground ?? -1}`
    }),
  )
}

test('how many colours there are follows from what a terminal calls itself', () => {
  expect(toDepth({ TERM: 'xterm-256color', COLORTERM: 'truecolor' })).toBe('rgb')
  expect(toDepth({ TERM: 'xterm-kitty' })).toBe('rgb')
  expect(toDepth({ TERM: 'screen-256color' })).toBe('256')
  expect(toDepth({ TERM: 'xterm' })).toBe('16')
  expect(toDepth({ TERM: 'linux', NO_COLOR: '' })).toBe('16')
  expect(toDepth({ TERM: 'vt100' })).toBe('none')
  expect(toDepth({})).toBe('none')
  expect(toDepth({ TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' })).toBe('none')
})
