import { toMarkup } from '../markup.ts'
import { draw, isDrawn, joinStrokes, type Paths } from './boxes.ts'
import type { StyledCell } from './cell.ts'
import { baseline, cellHeight, cellWidth, fontSize, round } from './grid.ts'
import { backgroundColour, cursorColour, paintOf } from './palette.ts'
import { isAscii, type Word, wordsOf } from './words.ts'

/** What a terminal shows at one moment. */
export type Shot = {
  readonly title: string
  /** What is to be seen, for who cannot see it. */
  readonly description: string
  readonly rows: readonly (readonly StyledCell[])[]
  readonly cursor: { readonly x: number; readonly y: number; readonly isVisible: boolean }
}

const bar = 34
const padding = 14
// Room for the shadow.
const margin = 24

/** The screen in a window, as an SVG that needs nothing beside it and lines up whatever the viewer's font is. */
export function renderPicture(shot: Shot): string {
  return `${[...pictureLines(shot)].join('\n')}\n`
}

/** The same line by line, for who must not take long at once. */
export function* pictureLines(shot: Shot): Generator<string> {
  const columns = Math.max(1, ...shot.rows.map(row => row.length))
  const [width, height] = [columns * cellWidth + 2 * padding, shot.rows.length * cellHeight + bar + 2 * padding]
  const [outerWidth, outerHeight] = [Math.ceil(width + 2 * margin), Math.ceil(height + 2 * margin)]
  yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${outerWidth} ${outerHeight}" width="${outerWidth}" height="${outerHeight}" role="img" aria-labelledby="what">`
  yield `<title id="what">${toMarkup(shot.description)}</title>`
  yield `<style>text{font:${fontSize}px ui-monospace,"SF Mono","JetBrains Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre;font-variant-emoji:text}.b{font-weight:700}.i{font-style:italic}.u{text-decoration:underline}.s{text-decoration:line-through}.c{text-anchor:middle}</style>`
  yield '<defs><filter id="shadow" x="-5%" y="-5%" width="110%" height="112%"><feGaussianBlur stdDeviation="8"/></filter></defs>'
  yield `<g transform="translate(${margin} ${margin})">`
  yield* renderWindow(shot.title, width, height)
  yield `<g transform="translate(${padding} ${bar + padding / 2})">`
  yield* screenLines(shot)
  yield '</g>'
  yield '</g>'
  yield '</svg>'
}

function renderWindow(title: string, width: number, height: number): string[] {
  const [wide, high] = [round(width), round(height)]
  const buttons = ['#f27c83', '#eec77a', '#8fd19e']
  return [
    `<rect y="5" width="${wide}" height="${high}" rx="11" fill="#000" opacity=".35" filter="url(#shadow)"/>`,
    `<rect width="${wide}" height="${high}" rx="11" fill="${backgroundColour}"/>`,
    `<path d="M0 ${bar - 2}V11a11 11 0 0 1 11 -11H${round(width - 11)}a11 11 0 0 1 11 11V${bar - 2}z" fill="#20232d"/>`,
    `<rect x=".5" y=".5" width="${round(width - 1)}" height="${round(height - 1)}" rx="10.5" fill="none" stroke="#3a3f4e"/>`,
    ...buttons.map((fill, n) => `<circle cx="${20 + n * 20}" cy="${bar / 2 - 1}" r="5.5" fill="${fill}"/>`),
    `<text x="${round(width / 2)}" y="${bar / 2 + 3.5}" class="c" fill="#9aa0b2" font-size="13">${toMarkup(title)}</text>`,
  ]
}

function* screenLines({ rows, cursor }: Shot): Generator<string> {
  const cells = cursor.isVisible ? withCursor(rows, cursor) : rows
  for (const [y, row] of cells.entries()) yield* groundsOf(row, y)
  if (cursor.isVisible) yield rectangle(cursor.x, cursor.y, { width: 1, fill: cursorColour })
  for (let top = 0; top < cells.length; top += bandRows) yield* drawnCharacters(cells.slice(top, top + bandRows), top)
  for (const [y, row] of cells.entries()) yield* wordsOf(row, y).map(renderWord)
}

/** What is drawn is joined to lines within so many rows: more than most screens have, and done in a few ms. */
const bandRows = 32

type Rows = readonly (readonly StyledCell[])[]

// The block hides what stands behind it, so the character on it takes the background's colour.
function withCursor(rows: Rows, cursor: { readonly x: number; readonly y: number }): Rows {
  return rows.map((row, y) =>
    y !== cursor.y
      ? row
      : row.map((cell, x) =>
          x === cursor.x
            ? { ...cell, foreground: backgroundColour, background: undefined, inverse: false, dim: false }
            : cell,
        ),
  )
}

function groundsOf(row: readonly StyledCell[], y: number): string[] {
  const runs: { x: number; width: number; fill: string }[] = []
  for (const [x, cell] of row.entries()) {
    const fill = paintOf(cell).ground
    const last = runs.at(-1)
    if (fill === undefined) continue
    if (last?.fill === fill && last.x + last.width === x) last.width += 1
    else runs.push({ x, width: 1, fill })
  }
  return runs.map(({ x, width, fill }) => rectangle(x, y, { width, fill }))
}

// Half a pixel wider, so that no seam is seen between two of them.
function rectangle(x: number, y: number, { width, fill }: { readonly width: number; readonly fill: string }): string {
  const [left, top] = [round(x * cellWidth), round(y * cellHeight)]
  return `<rect x="${left}" y="${top}" width="${round(width * cellWidth + 0.2)}" height="${cellHeight}" fill="${fill}"/>`
}

function drawnCharacters(rows: Rows, top: number): string[] {
  const byInk = new Map<string, Paths>()
  for (const [y, row] of rows.entries()) {
    for (const [x, cell] of row.entries()) {
      if (!isDrawn(cell.text)) continue
      const { ink } = paintOf(cell)
      const paths = byInk.get(ink) ?? { stroke: '', fill: '' }
      byInk.set(ink, paths)
      draw(paths, cell.text, { x, y: top + y })
    }
  }
  return [...byInk].flatMap(([ink, { stroke, fill }]) => [
    ...(stroke ? [`<path d="${joinStrokes(stroke)}" fill="none" stroke="${ink}" stroke-width="1.3"/>`] : []),
    ...(fill ? [`<path d="${fill}" fill="${ink}"/>`] : []),
  ])
}

function renderWord({ x, y, text, width, ink, bold, italic, underline, strikethrough }: Word): string {
  const isAlone = !isAscii(text)
  const left = isAlone ? (x + width / 2) * cellWidth : x * cellWidth
  const names = Object.entries({ b: bold, i: italic, u: underline, s: strikethrough, c: isAlone })
  const classes = names.flatMap(([name, isOn]) => (isOn ? [name] : [])).join(' ')
  const length =
    width > 1 && !isAlone ? ` textLength="${round(width * cellWidth)}" lengthAdjust="spacingAndGlyphs"` : ''
  const look = `${classes && ` class="${classes}"`} fill="${ink}"${length}`
  return `<text x="${round(left)}" y="${round(y * cellHeight + baseline)}"${look}>${toMarkup(text)}</text>`
}
